"""Writes a visit as a REFI-QDA project (.qdpx), which qualitative analysis programs open."""

from __future__ import annotations

import zipfile
from datetime import datetime
from io import BytesIO
from pathlib import Path

from inspector_app.exchange.given_out import GivenOut
from inspector_app.exchange.private_file import write_private_file
from inspector_app.exchange.qdpx_project import qdpx_project
from inspector_app.frameworks.framework import Framework
from inspector_app.visit.contents import VisitContents
from inspector_app.visit.withholding import Withholding


def write_qdpx(
    contents: VisitContents, framework: Framework, path: Path, *, made_at: datetime, in_confidence: bool = False
) -> GivenOut:
    """Write the project of a visit for its owner alone: a zip archive of "project.qde" and a text file a source.

    Nothing in it is encrypted. What was said in confidence is coded as such, without its words unless `in_confidence`
    asks for them. Raises DiskFault.
    """
    withholding = Withholding(contents, framework, in_confidence=in_confidence)
    project = qdpx_project(contents, framework, withholding, made_at)
    files = {"project.qde": project.xml}
    files |= {f"sources/{name}": text.encode() for name, text in project.texts.items()}
    whole = BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            part = zipfile.ZipInfo(name, made_at.timetuple()[:6])
            part.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(part, content)
    write_private_file(path, whole.getvalue())
    return GivenOut(
        counts={"texts": len(project.texts), "passages": project.passages, "codes": project.codes},
        confidence=withholding.sentence(),
        names=withholding.names_sentence(),
        left_out=len(withholding.pieces),
        left_out_as_telling=withholding.left_out_as_telling(),
    )
