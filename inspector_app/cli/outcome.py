"""How a command ends: what it did, said in words or as JSON, and the exit code for each kind of error."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from inspector_app.crash_reports import keep_report, report_of
from inspector_app.errors import FaultyFile, InspectorError
from inspector_app.places import ProfilePlaces

DONE = 0
FAULT = 1
WRONG_USAGE = 2


class Speaker:
    """Tells what a command did: sentences for a person, or one JSON value for a program."""

    def __init__(self) -> None:
        self.as_json = False

    def tell(self, sentences: str, answer: object) -> None:
        """Print the sentences, or the answer where the command was asked for JSON."""
        click.echo(json.dumps(answer, ensure_ascii=False, indent=2) if self.as_json else sentences)

    def remark(self, sentence: str) -> None:
        """Print a sentence that is no answer, such as where the program has got to."""
        click.echo(sentence, err=True)

    def error(self, error: InspectorError) -> int:
        """Tell an error that a person can meet, and return the exit code for it."""
        if self.as_json:
            answer: dict[str, object] = {"error": error.sentence, "next_step": error.next_step}
            if isinstance(error, FaultyFile):
                answer["faults"] = [{"path": fault.place, "message": fault.message} for fault in error.faults]
            click.echo(json.dumps(answer, ensure_ascii=False, indent=2))
        else:
            faults = [f"  {fault}" for fault in error.faults] if isinstance(error, FaultyFile) else []
            click.echo("\n".join(filter(None, [error.sentence, *faults, error.next_step])), err=True)
        return error.exit_code

    def usage_error(self, error: click.ClickException) -> int:
        """Tell a command that was wrongly given, and return the exit code for it."""
        if self.as_json:
            click.echo(json.dumps({"error": error.format_message(), "next_step": "See --help."}, ensure_ascii=False))
        else:
            error.show()
        return WRONG_USAGE

    def own_fault(self, fault: Exception, folder: Path) -> int:
        """Keep a report of a fault of the program, tell where it is, and return the exit code for it."""
        kept = keep_report(report_of(fault), ProfilePlaces(folder).crashes)
        sentence = "Something went wrong in the program itself. What was saved is safe."
        where = f"A report without any text of the visit is in {kept}." if kept else "No report of it could be kept."
        return self.error(InspectorError(sentence, where))


def speak_utf_8() -> None:
    """Let names and quotation marks be printed wherever the output goes, also where the system's code page is older."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")
