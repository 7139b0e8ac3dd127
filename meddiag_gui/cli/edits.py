"""``meddiag edits``: masks that were edited by hand in the window, out of the program."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from meddiag_gui.cli.options import Paths
from meddiag_gui.cli.output import UniqueNames, progress_line, say, write_file
from meddiag_gui.errors import MedDiagError
from meddiag_gui.imaging.targets import Target, find_targets
from meddiag_gui.imaging.text import path_text, printable
from meddiag_gui.tasks import Progress, Stopwatch

if TYPE_CHECKING:
    from meddiag_gui.imaging.image import RadiographImage


def edits(
    paths: Paths,
    out: Annotated[
        Path, typer.Option("--out", metavar="DIR", file_okay=False, help="Where the masks are written.")
    ],
    dicom: Annotated[
        bool, typer.Option("--dicom", help="Write DICOM Segmentations instead of PNG masks.")
    ] = False,
) -> None:
    """Write the masks that were edited by hand, one file an image, as the reader left them.

    Images are known by their content, so copies and renamed files count too. An image without an edit is
    no failure; nothing is written for it.
    """
    from meddiag_gui.imaging.isolated.reader import IsolatedReader

    targets, names = find_targets(paths), UniqueNames(out)
    watch, failed = Stopwatch(len(targets)), not targets
    with IsolatedReader() as reader:
        for done, target in enumerate(targets):
            with progress_line() as report:
                report(Progress(done, len(targets), "Writing masks", watch.seconds_left(done)))
                try:
                    words = _write(target, reader.open_image, names, dicom)
                except MedDiagError as error:
                    failed = True
                    say(str(error))
                    continue
            print(f"{printable(path_text(target.path))}\n  {words}")
    if not targets:
        say("there is no file in the folder.")
    if failed:
        raise typer.Exit(1)


def _write(
    target: Target, open_image: Callable[[Path], RadiographImage], names: UniqueNames, dicom: bool
) -> str:
    """Write what there is of one image; return it in words."""
    from meddiag_gui.imaging.measure.document import ImageKey
    from meddiag_gui.inference.mask_edits import MaskEditStore
    from meddiag_gui.inference.mask_export import dicom_file_of, png_of

    if target.problem:
        raise MedDiagError(target.problem)
    image = open_image(target.path)
    found, problems = MaskEditStore().load_all(ImageKey(image.sha256, image.frame), image.pixels.shape[:2])
    if problems:
        raise MedDiagError(problems[0])
    written = []
    for edit in found:
        path = names.path(target.path.stem)
        path = path.with_suffix(".dcm") if dicom else path
        write_file(path, dicom_file_of(image, edit) if dicom else png_of(edit, edit.edited))
        written.append(f"{edit.structure}, edited by {edit.by}, {edit.at}: {path.name}")
    return printable("; ".join(written)) or "no mask edited by hand"
