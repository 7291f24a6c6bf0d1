"""A framework's folder of TOML files in, one frozen Framework out; every fault by file, key and what was expected."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, time
from errno import EFBIG, EINVAL
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from inspector_app.errors import Fault, FaultyFramework, shown
from inspector_app.frameworks.cross_references import cross_reference_faults
from inspector_app.frameworks.framework import RECORD_KINDS, Framework

if TYPE_CHECKING:
    from cattrs import Converter

_LARGEST = 2**20
"""How many bytes a file may have, eighty times those of the largest that is shipped."""
_DEEPEST = 32
_NEXT_STEP = "Mend the files named, or take the folder away. Nothing was changed."


def read_framework(folder: Path) -> Framework:
    """Read and check a framework's folder. Raises FaultyFramework with every fault that could be found."""
    source, faults = _read_files(folder)
    if not faults:
        from inspector_app.frameworks.schema_faults import schema_faults

        faults = schema_faults(source)
    if not faults:
        framework = framework_from_source(source)
        faults = cross_reference_faults(framework)
        if framework.id != folder.name:
            faults.append(
                Fault("framework.toml, id", f'is "{framework.id}"; expected the folder\'s name, "{folder.name}".')
            )
        if not faults:
            return framework
    raise FaultyFramework(f'The framework in the folder "{folder.name}" cannot be used.', faults, _NEXT_STEP)


def framework_from_source(source: Mapping[str, object]) -> Framework:
    """Return the framework whose checked content this is: what `Framework.source` holds and a visit has frozen."""
    return replace(_converter().structure(_assembled(source), Framework), source=source)


def _read_files(folder: Path) -> tuple[dict[str, object], list[Fault]]:
    source: dict[str, object] = {}
    faults: list[Fault] = []
    for path in sorted(folder.glob("*.toml")):
        try:
            source[shown(path.stem)] = _plain(tomllib.loads(_text(path)))
        except UnicodeDecodeError:
            faults.append(Fault(path.name, "is not UTF-8 text."))
        except tomllib.TOMLDecodeError as error:
            faults.append(Fault(path.name, f"is not TOML: {error}."))
        except RecursionError:
            faults.append(Fault(path.name, "is nested too deep."))
        except ValueError:
            # Python refuses to read whole numbers of more than 4,300 digits, and tomllib lets that through.
            faults.append(Fault(path.name, "is not TOML of use: a number in it is too long."))
        except OSError as error:
            faults.append(Fault(path.name, f"cannot be read: {error.strerror}."))
    return source, faults


def _text(path: Path) -> str:
    """Return the text of a file, less the byte order mark that some editors write."""
    if not path.is_file():
        path.stat()
        raise OSError(EINVAL, "It is no file")
    with path.open("rb") as file:
        content = file.read(_LARGEST + 1)
    if len(content) > _LARGEST:
        raise OSError(EFBIG, "It is larger than 1 MB")
    return content.decode("utf-8-sig")


def _plain(value: Any, depth: int = 0) -> Any:
    """Return the value with dates as text, so that a visit can keep it as JSON. Raises RecursionError."""
    if depth > _DEEPEST:
        raise RecursionError
    if isinstance(value, dict):
        return {key: _plain(inner, depth + 1) for key, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner, depth + 1) for inner in value]
    return value.isoformat() if isinstance(value, date | time) else value


def _assembled(source: Mapping[str, Any]) -> dict[str, Any]:
    forms, cases = source["forms"], source["cases"]
    letter = {key: value for key, value in source["letter"].items() if key != "copy_roles"}
    return {
        **source["framework"],
        "themes": source["themes"]["themes"],
        "categories": source["categories"]["categories"],
        "forms": [{"kind": kind, **forms[kind]} for kind in RECORD_KINDS],
        "checks": source["checks"]["checks"],
        "pathways": cases["pathways"],
        "statuses": cases["statuses"],
        "qualities": cases["qualities"],
        "answers": cases["answers"],
        "case_dates": cases["dates"],
        "clocks": source["clocks"]["clocks"],
        "proportions": source["proportions"]["proportions"],
        "copy_roles": source["letter"]["copy_roles"],
        "letter": letter,
    }


@cache
def _converter() -> Converter:
    from cattrs import Converter
    from cattrs.gen import make_dict_structure_fn, override

    from inspector_app.frameworks.framework import Limit

    converter = Converter()
    converter.register_structure_hook(date, lambda text, _: date.fromisoformat(text))
    # `from` is a word of Python's, so the field is called `from_`.
    converter.register_structure_hook(Limit, make_dict_structure_fn(Limit, converter, from_=override(rename="from")))
    converter.register_structure_hook(
        Framework, make_dict_structure_fn(Framework, converter, source=override(omit=True))
    )
    return converter
