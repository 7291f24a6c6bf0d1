"""Laptops with real stores that exchange real packages; who sits there acts at random."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

from cryptography.hazmat.primitives.serialization import NoEncryption
from cryptography.hazmat.primitives.serialization.pkcs12 import load_pkcs12, serialize_key_and_certificates
from made_identities import PASSWORD, made_pkcs12

from inspector_app.exchange.visit_file_writer import write_visit_file
from inspector_app.merging.package_check import check_package
from inspector_app.merging.signed_chains import check_chains, check_own_chain, to_pass_on
from inspector_app.merging.signed_heads import Head, from_json, sign_heads, to_json
from inspector_app.reading_visit import VisitReading
from inspector_app.store.exchanging import Exchanging
from inspector_app.store.new_visit import make_visit_file
from inspector_app.store.rows_of_log import make_again
from inspector_app.store.tables import metadata
from inspector_app.store.visit_store import VisitStore
from inspector_app.visit.change import Step
from inspector_app.visit.contents import VisitContents
from inspector_app.visit.entities import Inspector
from inspector_app.visit.package import Heads, Package

KEY = bytes(range(32))


@cache
def identity() -> bytes:
    """An identity that opens without a password: deriving a key from one is slow on purpose."""
    held = load_pkcs12(made_pkcs12("A. Inspector"), PASSWORD.encode())
    assert held.cert is not None
    return serialize_key_and_certificates(b"x", held.key, held.cert.certificate, None, NoEncryption())  # type: ignore[arg-type]


def begin(path: Path, contents: VisitContents, laptop: str) -> None:
    """Write a visit's file as the laptop on which it begins does; copies of it serve as laptops that joined."""
    make_visit_file(path, KEY, contents, laptop=laptop, inspector=f"inspector-{laptop}")


class StoreLaptop(VisitReading):
    """A laptop with its store."""

    def __init__(self, path: Path, laptop: str, visit: str, me: str | None = None) -> None:
        self.path, self.laptop, self.visit_id = path, laptop, visit
        self.me = Inspector(id=me or f"inspector-{laptop}", name=f"Inspector {laptop}", order="")
        self.store = VisitStore(path, KEY, me=self.me, laptop=laptop)
        super().__init__(self.store)

    @property
    def exchange(self) -> Exchanging:
        return Exchanging(self.visit_id, self.store)

    def write(self, step: Step) -> None:
        self.store.write(step).result(200)

    def seal(self, pdf: bytes) -> None:
        """Sign the letter: with any bytes for its PDF."""
        self.store.seal(
            pdf,
            signed_by=self.me.id,
            signed_at="2010-07-06T10:00:00+01:00",
            log_digest=self.log_digest(),
            heads=self.heads(),
        )

    def package(self, after: Mapping[str, int] | None = None) -> Package:
        """All of the log, or what is behind these entries, signed."""
        heads = self.exchange.heads()
        known = {laptop: min(seq, heads[laptop][0]) for laptop, seq in (after or {}).items() if laptop in heads and seq}
        entries = self.exchange.entries(heads, known)
        package = Package(
            visit=self.visit_id,
            authority="Exampleshire",
            days=("2010-06-08",),
            giver=self.laptop,
            inspector=self.me.id,
            name=self.me.name,
            given_at="2010-06-08T18:00:00+01:00",
            heads=heads,
            after=known,
            entries=entries,
            signed={},
            passed_on=self._passed_on(heads),
            letters=self.exchange.letters(entries),
        )
        given = resigned(package)
        self.exchange.keep_statement("given", given.signed)
        return given

    def _passed_on(self, heads: Heads) -> tuple[Mapping[str, object], ...]:
        statements = [from_json(each) for each in self.exchange.statements()]
        return tuple(map(to_json, to_pass_on(statements, heads, self.laptop)))

    def take(self, package: Package) -> None:
        """Check a package whole and take it in. Raises PackageRefused, ForgedPackage."""
        mine, hash_at = self.exchange.heads(), self.exchange.hash_at
        check_own_chain(package, self.laptop, mine, hash_at)
        signed = check_package(package, mine, hash_at)
        check_chains(package, signed, mine, self.exchange.writers(), hash_at, {})
        self.exchange.take(package).result(200)

    def exported(self, folder: Path) -> bytes:
        """The visit's file as it would be given out."""
        file = folder / f"{self.laptop}.visit.json"
        write_visit_file(self.contents(), file)
        return file.read_bytes()

    def tables(self) -> dict[str, list[tuple[object, ...]]]:
        """Every row of the tables that are the present state of the log, and the search index."""
        found = {}
        with self.store.whole_log() as connection:
            for name, table in metadata.tables.items():
                if name not in ("log", "statement"):
                    found[name] = sorted(map(tuple, connection.execute(table.select())), key=repr)
            rows = connection.exec_driver_sql(
                "SELECT p.entity, p.id, s.title, s.body FROM search s JOIN search_place p ON p.place = s.rowid"
            )
            found["search"] = sorted(map(tuple, rows), key=repr)
            assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []
        found["search_place"] = []
        return found

    def made_again(self) -> dict[str, list[tuple[object, ...]]]:
        """The same once everything was made again from the log."""
        things = {(entry.entity, entry.id) for entry in self.history()}
        with self.store._writing.begin() as connection:
            make_again(connection, things)
        return self.tables()

    def anew(self, laptop: str) -> StoreLaptop:
        """The same file under another laptop's id: as after a backup was restored."""
        self.close()
        return StoreLaptop(self.path, laptop, self.visit_id, self.me.id)

    def close(self) -> None:
        self.store.close(20)


def resigned(package: Package) -> Package:
    """The package signed by its giver as it is."""
    ends = [Head(laptop, seq, last) for laptop, (seq, last) in package.heads.items()]
    signed = sign_heads(package.visit, package.giver, package.inspector, ends, pkcs12=identity(), password="")
    return replace(package, signed=to_json(signed))


def copied(base: Path, folder: Path, laptop: str, visit: str) -> StoreLaptop:
    """A laptop that joined by what is in the base file."""
    path = folder / f"{laptop}.db"
    shutil.copyfile(base, path)
    return StoreLaptop(path, laptop, visit)
