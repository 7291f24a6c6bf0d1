"""`inspector-app team both|choose`: what two laptops wrote in one place, and the choice between it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from inspector_app.cli.session import Session, shared_options
from inspector_app.errors import InspectorError

if TYPE_CHECKING:
    from inspector_app.open_visit import OpenVisit
    from inspector_app.visit.both_words import ChoiceInWords
    from inspector_app.visit.both_wrote import BothWrote
    from inspector_app.visit.change import Plain


@click.command()
@click.argument("visit_id", metavar="ID")
@shared_options
@click.pass_obj
def both(session: Session, visit_id: str) -> None:
    """List the places where several laptops wrote without having seen one another's words."""
    from inspector_app.visit.both_words import BothInWords

    with session.visit(visit_id) as visit:
        told = BothInWords(visit.contents(), visit.framework)
        waiting = [told.choice(each, visit.laptop) for each in visit.both_wrote()]
    lines = [line for each in waiting for line in _lines(each)]
    session.speaker.tell("\n".join(lines) or "Nothing waits for a choice.", [_answer(each) for each in waiting])


def _lines(each: ChoiceInWords) -> list[str]:
    lines = [each.name, f"  {each.about}, {each.field}"]
    for number, version in enumerate(each.versions, start=1):
        shown = ", shown now" if number == 1 else ""
        where = ", on this laptop" if version.here else ""
        lines.append(f"  {number}. {version.who}{where}, {version.at:%d.%m.%Y %H:%M} UTC{shown}:")
        lines += [f"     {line}" for line in version.text.split("\n")]
    return lines


def _answer(each: ChoiceInWords) -> dict[str, object]:
    return {
        "place": each.name,
        "about": each.about,
        "field": each.both.field,
        "removed": each.both.was_removed,
        "versions": [
            {
                "version": number,
                "inspector": version.who,
                "laptop": each.both.versions[number - 1].entry.laptop,
                "at": version.at.isoformat(timespec="seconds"),
                "value": _value(each.both, number),
            }
            for number, version in enumerate(each.versions, start=1)
        ],
    }


def _value(each: BothWrote, number: int) -> Plain:
    """What choosing a version gives the field: where a removal was overruled, the first keeps the thing."""
    return number > 1 if each.was_removed else each.versions[number - 1].value


@click.command()
@click.argument("visit_id", metavar="ID")
@click.argument("place", metavar="ENTITY:ID:FIELD")
@click.option("--version", type=click.IntRange(1), help="The number of the version that stands.")
@click.option("--both", "both_of_them", is_flag=True, help="All versions, one below the other.")
@click.option(
    "--text-file", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="A file with other words."
)
@shared_options
@click.pass_obj
def choose(
    session: Session, visit_id: str, place: str, version: int | None, both_of_them: bool, text_file: Path | None
) -> None:
    """Choose what stands in a place where both wrote; the choice travels like any change."""
    from inspector_app.visit.both_wrote import choose as choice

    if (version is not None) + both_of_them + (text_file is not None) != 1:
        raise click.UsageError("Choose one of --version, --both and --text-file.")
    with session.visit(visit_id) as visit:
        each = _waiting(visit, place)
        if version is not None:
            value = _version(each, version)
        else:
            value = _all_of_them(each) if text_file is None else _words_of(each, text_file)
        visit.write(choice(each, value)).result()
        left = len(visit.both_wrote())
    session.speaker.tell(f"Chosen. {left} more wait." if left else "Chosen.", {"place": place, "left": left})


def _waiting(visit: OpenVisit, place: str) -> BothWrote:
    from inspector_app.visit.team_checks import choice_name

    found = next((each for each in visit.both_wrote() if choice_name(each) == place), None)
    if found is None:
        raise InspectorError("Nothing waits for a choice there.", f"See what does: inspector-app team both {visit.id}.")
    return found


def _version(each: BothWrote, number: int) -> Plain:
    if number > len(each.versions):
        raise InspectorError(f"There are {len(each.versions)} versions there.", "Choose one of them.")
    return _value(each, number)


def _all_of_them(each: BothWrote) -> Plain:
    from inspector_app.visit.both_wrote import both_texts

    words = both_texts(each)
    if words is None:
        raise InspectorError("These are no words that can stand one below the other.", "Choose a version.")
    return words


def _words_of(each: BothWrote, file: Path) -> Plain:
    from inspector_app.visit.both_wrote import both_texts, holds_lines

    if both_texts(each) is None:
        raise InspectorError("Other words cannot stand in this place.", "Choose a version.")
    try:
        words = file.read_text(encoding="utf-8-sig").rstrip("\r\n")
    except (OSError, UnicodeDecodeError):
        raise InspectorError(f"{file.name} cannot be read as text.", "Save it as UTF-8.") from None
    if "\n" in words and not holds_lines(each):
        raise InspectorError("The words of this place stand on one line.", "Take the line breaks out of the file.")
    return words
