"""`inspector-app team`: a visit is given to a colleague's laptop and taken in from theirs, and what came of it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import click

from inspector_app.cli.both_commands import both, choose
from inspector_app.cli.session import Session, shared_options
from inspector_app.errors import InspectorError, PackageRefused

if TYPE_CHECKING:
    from inspector_app.confirmed_colleagues import Stranger
    from inspector_app.merging.package_account import PackageAccount
    from inspector_app.open_visit import OpenVisit
    from inspector_app.store.profile import Profile
    from inspector_app.team_exchange import Given, Offer, Taken

TEAM_PASSPHRASE_VARIABLE = "INSPECTOR_APP_TEAM_PASSPHRASE"
_FILE = click.Path(dir_okay=False, path_type=Path)
_team_passphrase_file = click.option(
    "--team-passphrase-file",
    "words_file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A file that holds the package's words.",
)


@click.group()
def team() -> None:
    """Give a visit to a colleague's laptop, take theirs in, and choose where both wrote."""


team.add_command(both)
team.add_command(choose)


@team.command()
@click.argument("visit_id", metavar="ID")
@click.argument("file", type=_FILE)
@click.option("--to", metavar="NAME-OR-LAPTOP", help="Only what this colleague's laptop lacks; else the whole visit.")
@click.option("--replace", is_flag=True, help="Write over a file that is there already.")
@_team_passphrase_file
@shared_options
@click.pass_obj
def give(session: Session, visit_id: str, file: Path, to: str | None, replace: bool, words_file: Path | None) -> None:
    """Write one encrypted file for a colleague.

    It opens with six words, made for it and shown once, unless some are given by file or environment.
    """
    from inspector_app.exchange.private_file import check_folder
    from inspector_app.open_visit import OpenVisit
    from inspector_app.own_identity import own_identity
    from inspector_app.team_exchange import give as give_to

    check_folder(file, replace=replace)
    words = _words_to_give(session, words_file)
    with session.profile() as profile, OpenVisit.open(profile, visit_id) as visit:
        laptop = _laptop_of(visit, to) if to is not None else None
        given = give_to(profile, visit, own_identity(profile), file, words, to=laptop)
    session.speaker.tell(_given_in_words(given), _given_answer(given))


def _words_to_give(session: Session, file: Path | None) -> str:
    from inspector_app.merging.spoken_words import new_spoken_passphrase, tidy_spoken

    fresh = new_spoken_passphrase()
    if file is None and not os.environ.get(TEAM_PASSPHRASE_VARIABLE):
        return fresh
    words = tidy_spoken(session.secret("Words of the package", file, TEAM_PASSPHRASE_VARIABLE))
    if len(words.split()) < len(fresh.split()):
        raise InspectorError("The words of a package are six at least.", f"Take, for one, these: {fresh}.")
    return words


def _laptop_of(visit: OpenVisit, wanted: str) -> str:
    from inspector_app.team_exchange import colleagues

    known = colleagues(visit)
    exact = [each.laptop for each in known if wanted in (each.laptop, each.name)]
    found = exact or [each.laptop for each in known if wanted.casefold() in each.name.casefold()]
    if len(found) == 1:
        return found[0]
    listed = "; ".join(f"{each.name}: {each.laptop}" for each in known) or "there is none"
    raise InspectorError(
        f"{len(found) or 'No'} laptops of this visit fit “{wanted}”: {listed}.",
        "Name the laptop, or give the whole visit: without --to.",
    )


def _given_in_words(given: Given) -> str:
    held = f"{given.changes:,} changes and {given.files} attached files"
    lacking = f" {given.lacking} attached files are not on this laptop and did not go along." if given.lacking else ""
    what = "The whole visit" if given.whole else "What that laptop lacks"
    return (
        f"{given.passphrase}\nThese words open {given.file}; they are shown this once. Say them to your colleague, and "
        f"do not write them beside the file.\n{what} is in it: {held}.{lacking}\n"
        f"If it is the first time: your colleague's laptop shows the phrase “{given.phrase}”."
    )


def _given_answer(given: Given) -> dict[str, object]:
    return {
        "file": str(given.file),
        "words": given.passphrase,
        "phrase": given.phrase,
        "whole": given.whole,
        "changes": given.changes,
        "files": given.files,
        "lacking": given.lacking,
    }


@team.command()
@click.argument("file", type=_FILE)
@click.option("--phrase", help="The four words that your colleague's laptop shows: they confirm whose file it is.")
@click.option("--look", is_flag=True, help="Only say what the file brings.")
@_team_passphrase_file
@shared_options
@click.pass_obj
def take(session: Session, file: Path, phrase: str | None, look: bool, words_file: Path | None) -> None:
    """Take in a colleague's file: into the visit that is here, or as a new one."""
    from inspector_app.merging.spoken_words import tidy_spoken
    from inspector_app.open_visit import OpenVisit
    from inspector_app.team_exchange import join, look_into, visit_in
    from inspector_app.team_exchange import take as take_in

    with session.profile() as profile:
        words = tidy_spoken(session.secret("Words of the package", words_file, TEAM_PASSPHRASE_VARIABLE))
        visit_id = visit_in(file, words)
        here = any(each.id == visit_id for each in profile.visits())
        with OpenVisit.open(profile, visit_id) if here else nullcontext() as visit:
            offer = look_into(profile, visit, file, words)
            taken: Taken | None = None
            if not look:
                _confirm(profile, offer, phrase)
            if not look and visit is not None:
                taken = take_in(profile, visit, offer)
        if not look and not here:
            join(profile, offer)
    session.speaker.tell(_taken_in_words(offer, taken, look=look), _taken_answer(offer, taken, look=look))


def _confirm(profile: Profile, offer: Offer, phrase: str | None) -> None:
    from inspector_app.merging.identity_phrase import same_phrase
    from inspector_app.team_exchange import confirm

    if phrase is None:
        if offer.confirmed:
            return
        raise PackageRefused(
            f"{offer.why} Its phrase is “{offer.phrase}”.",
            "Nothing was taken in. Ask for the phrase on their laptop, and say it: --phrase FOUR-WORDS.",
        )
    if not same_phrase(phrase, offer.phrase):
        raise PackageRefused(
            f"The phrase of this package is “{offer.phrase}”, not the one that was given: somebody else made it.",
            "Nothing was taken in. Ask your colleague to give it again, from hand to hand.",
        )
    confirm(profile, offer)


def _taken_in_words(offer: Offer, taken: Taken | None, *, look: bool) -> str:
    package = offer.package
    given = f"From {package.name}, given at {package.given_at} by that laptop’s clock: {package.authority}."
    lines = [given, *_account_lines(offer.account), *map(_stranger_line, offer.unconfirmed)]
    if offer.meeting:
        lines.append(f"Written by both: {len(offer.meeting)}.")
    if look:
        lines.append(f"Nothing was taken in. The phrase of who gave it is “{offer.phrase}”. {offer.why}".strip())
    elif taken is None:
        lines.append(f"The visit is on this laptop now. Its id is {package.visit}.")
    else:
        lines.append(f"Took in {taken.changes:,} changes and {taken.files} attached files.")
        if taken.both_wrote:
            waiting = f"{len(taken.both_wrote)} places where both wrote wait for a choice"
            lines.append(f"{waiting}: inspector-app team both {package.visit}.")
    if package.lacking and not look:
        lines.append(f"{len(package.lacking)} attached files did not come along: they are not on their laptop either.")
    if offer.missing and not look:
        lines.append(f"{offer.missing} attached files are named in it, and did not come along: ask your colleague.")
    return "\n".join(lines)


def _stranger_line(stranger: Stranger) -> str:
    return (
        f"It brings what {stranger.name} signed, whose identity nobody confirmed on this laptop: its phrase is "
        f"“{stranger.phrase}”."
    )


def _account_lines(account: PackageAccount) -> Iterator[str]:
    from inspector_app.merging.kinds import KINDS

    if not account.by_kind:
        yield "It brings nothing that is not here."
    for kind, counts in account.by_kind.items():
        said = {"new": counts.new, "changed": counts.changed, "removed": counts.removed}
        yield f"  {KINDS[kind]}: " + ", ".join(f"{count:,} {what}" for what, count in said.items() if count)


def _taken_answer(offer: Offer, taken: Taken | None, *, look: bool) -> dict[str, object]:
    package = offer.package
    return {
        "visit": package.visit,
        "authority": package.authority,
        "from": package.name,
        "laptop": package.giver,
        "given_at": package.given_at,
        "phrase": offer.phrase,
        "confirmed": offer.confirmed,
        "unconfirmed": [{"name": each.name, "phrase": each.phrase} for each in offer.unconfirmed],
        "joined": offer.joins and not look,
        "taken": not look,
        "changes": taken.changes if taken is not None else sum(entry.entity != "taking" for entry in offer.new),
        "brings": {
            kind: {"new": counts.new, "changed": counts.changed, "removed": counts.removed}
            for kind, counts in offer.account.by_kind.items()
        },
        "both_wrote": len(taken.both_wrote if taken is not None else offer.meeting),
        "lacking": len(package.lacking),
        "missing": offer.missing,
    }


@team.command()
@click.argument("visit_id", metavar="ID")
@click.option("--out", type=_FILE, help="The file to write; else it is printed.")
@click.option("--with", "colleague", metavar="NAME-OR-LAPTOP", help="Whose; else the one heard of last.")
@shared_options
@click.pass_obj
def receipt(session: Session, visit_id: str, out: Path | None, colleague: str | None) -> None:
    """Write the receipt of an exchange: the same on both laptops once each has taken in the other's file."""
    from inspector_app.exchange.private_file import write_private_file
    from inspector_app.team_receipt import receipt as receipt_of

    with session.visit(visit_id) as visit:
        made = receipt_of(visit, _laptop_of(visit, colleague) if colleague is not None else None)
    if made is None:
        raise InspectorError(
            "There is no receipt yet: this laptop has not both given the visit and taken a colleague's file in.",
            "Give and take first: inspector-app team give, inspector-app team take.",
        )
    if out is None:
        session.speaker.tell(
            made.text.removesuffix("\n"), {"visit": visit_id, "text": made.text, "not_given": made.not_given}
        )
        return
    write_private_file(out, made.text.encode("utf-8"))
    without = f" Changes that were not given yet, and that it does not reach: {made.not_given}." * bool(made.not_given)
    session.speaker.tell(
        f"Wrote the receipt to {out}.{without}",
        {"visit": visit_id, "file": str(out), "not_given": made.not_given},
    )


@team.command()
@click.argument("visit_id", metavar="ID")
@click.argument("name", required=False)
@shared_options
@click.pass_obj
def lead(session: Session, visit_id: str, name: str | None) -> None:
    """Say who leads the visit, or hand the lead over to a member of the team."""
    from inspector_app.visit.roles import hand_over, leads_in_words, leads_of

    with session.visit(visit_id) as visit:
        if name is not None:
            people = visit.inspectors()
            found = [each for each in people if name in (each.name, each.id)]
            if len(found) != 1:
                listed = ", ".join(f"{each.name} ({each.id})" for each in people)
                raise InspectorError(
                    f"{len(found) or 'No'} members of the team are called {name}.", f"Name one of: {listed}."
                )
            visit.write(hand_over(people, found[0].id)).result()
        contents = visit.contents()
    session.speaker.tell(
        leads_in_words(contents), {"visit": visit_id, "lead": [each.name for each in leads_of(contents)]}
    )
