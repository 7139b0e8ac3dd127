"""The one door for results: a DICOM file to its kind and owner, or to all that it says."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

from meddiag_gui.errors import MedDiagError, UnsupportedImage
from meddiag_gui.imaging.dicom.reading import parse
from meddiag_gui.imaging.guard import guarded
from meddiag_gui.imaging.open import open_file
from meddiag_gui.imaging.results.header import read_header
from meddiag_gui.imaging.results.result import Result
from meddiag_gui.language import tr
from meddiag_gui.tasks import CancelToken, Progress, Report, no_report


def read_result(path: Path) -> Result:
    """Read a result.

    Raises
    ------
    UnreadableImage
        If it is damaged.
    UnsupportedImage
        If it is no result, or of a kind that cannot be shown correctly.
    """
    with open_file(path) as stream:
        return _result(path, stream, path.stat().st_size)


def results_on_disk(
    paths: tuple[Path, ...], *, report: Report = no_report, token: CancelToken | None = None
) -> tuple[tuple[Result, ...], tuple[str, ...]]:
    """Read results one by one; a bad one costs only itself and gives a sentence.

    Raises
    ------
    Cancelled
        If the token was cancelled.
    """
    found: list[Result] = []
    problems: list[str] = []
    for done, path in enumerate(paths):
        if token is not None:
            token.check()
        report(Progress(done, len(paths), tr("Reading results")))
        try:
            found.append(read_result(path))
        except MedDiagError as error:
            problems.append(str(error))
    return tuple(found), tuple(problems)


@guarded
def _result(path: Path, stream: BinaryIO, size: int) -> Result:
    """Read the whole file by the module of its kind; each is imported when it is first needed."""
    origin = read_header(path, stream, size)
    stream.seek(0)
    if origin is None:
        raise UnsupportedImage(tr("it is no result that can be shown"))
    if origin.kind == "segmentation":
        from meddiag_gui.imaging.results.segment_frames import read_segmentation

        return read_segmentation(origin, stream, size)
    dataset = parse(stream, size).dataset
    if origin.kind == "structures":
        from meddiag_gui.imaging.results.structures import read_structures

        return read_structures(origin, dataset)
    if origin.kind == "presentation":
        from meddiag_gui.imaging.results.presentation import read_presentation

        return read_presentation(origin, dataset)
    if origin.kind == "document":
        from meddiag_gui.imaging.results.document import read_document

        return read_document(origin, dataset)
    from meddiag_gui.imaging.results.report import read_report, read_selection

    return read_selection(origin, dataset) if origin.kind == "selection" else read_report(origin, dataset)
