"""``meddiag inspect``: what this program reads out of a file, for comparison with other toolkits."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from meddiag_gui.cli.options import JsonFile, Paths
from meddiag_gui.cli.output import check_output, progress_line, say, write_json
from meddiag_gui.errors import MedDiagError, NoImage, UnreadableImage, UnsupportedImage
from meddiag_gui.imaging.isolated.process import SECONDS
from meddiag_gui.imaging.targets import Target, find_targets
from meddiag_gui.imaging.text import clean_text, path_text, printable
from meddiag_gui.tasks import Progress, Stopwatch

if TYPE_CHECKING:
    from meddiag_gui.imaging.image import RadiographImage
    from meddiag_gui.imaging.windowing import Voi

SCHEMA = "meddiag.inspect/1"
OpenImage = Callable[[Path, int], "RadiographImage"]

_BYTES_PER_SECOND = 2**20  # that all frames together may take: many small ones take time and no room

_KEYS = (
    "modality", "transfer_syntax", "photometric", "rows", "columns", "frames", "pixel_min", "pixel_max",
    "pixel_mean", "unit", "window", "pixel_spacing", "pixel_spacing_source",
)  # fmt: skip


def inspect(paths: Paths, json: JsonFile = None) -> None:
    """Show what is read from images: size, modality values, unit, window, spacing; or why nothing is."""
    from meddiag_gui.imaging.isolated.reader import IsolatedReader

    check_output(json)
    targets = find_targets(paths)
    watch = Stopwatch(len(targets))
    rows = []
    with IsolatedReader() as reader:
        for done, target in enumerate(targets):
            with progress_line() as report:
                report(Progress(done, len(targets), "Inspecting images", watch.seconds_left(done)))
                row = inspect_file(target, reader.open_image)
            rows.append(row)
            if json is None:
                print(_line(row))
            if row["status"] not in ("opened", "notice"):
                say(row["message"])
    if json is not None:
        write_json({"schema": SCHEMA, "results": rows}, json)
    if not targets:
        say("there is no file in the folder.")
    if not targets or any(row["status"] not in ("opened", "notice") for row in rows):
        raise typer.Exit(1)


def inspect_file(target: Target, open_image: OpenImage) -> dict[str, Any]:
    """Make one result of the JSON schema; keys are always all there, null where there is nothing to say.

    Parameters
    ----------
    open_image
        Gives a frame of a file, as `meddiag_gui.imaging.open.open_image` does.
    """
    row: dict[str, Any] = {
        "path": path_text(target.path),
        "status": "error",
        "message": target.problem or None,
    }
    row |= dict.fromkeys(_KEYS)
    if target.problem:
        return row
    try:
        row |= _read(target.path, open_image)
    except MedDiagError as error:
        kind = "no_image" if isinstance(error, NoImage) else "refused"
        row["status"] = kind if isinstance(error, NoImage | UnsupportedImage) else "error"
        row["message"] = str(error)
    return row


def _read(path: Path, open_image: OpenImage) -> dict[str, Any]:
    end = time.monotonic() + SECONDS
    first = open_image(path, 0)
    end += path.stat().st_size / _BYTES_PER_SECOND
    statistics = _Statistics(first)
    notices = dict.fromkeys(first.notices)
    for frame in range(1, first.header.frames):
        if time.monotonic() > end:
            raise UnreadableImage(
                f"{clean_text(path.name)} cannot be opened: reading its frames takes too long."
            )
        image = open_image(path, frame)
        statistics.add(image)
        notices |= dict.fromkeys(image.notices)
    header, spacing = first.header, first.spacing
    return {
        "status": "notice" if notices else "opened",
        "message": " ".join(notices) or None,
        "modality": header.modality or None,
        "transfer_syntax": header.transfer_syntax or None,
        "photometric": header.photometric or None,
        "rows": first.rows,
        "columns": first.columns,
        "frames": header.frames,
        **statistics.as_row(),
        "unit": first.unit or None,
        "window": None if first.is_color else _window(first.voi),
        "pixel_spacing": [spacing.row_mm, spacing.column_mm] if spacing else None,
        "pixel_spacing_source": spacing.source if spacing else None,
    }


class _Statistics:
    """Least, greatest and mean modality value over frames; nothing for colour."""

    def __init__(self, first: RadiographImage) -> None:
        self._color = first.is_color
        self._least, self._greatest = first.pixels.min().item(), first.pixels.max().item()
        self._sum, self._count = 0.0, 0
        self._accumulate(first)

    def add(self, image: RadiographImage) -> None:
        self._least = min(self._least, image.pixels.min().item())
        self._greatest = max(self._greatest, image.pixels.max().item())
        self._accumulate(image)

    def _accumulate(self, image: RadiographImage) -> None:
        self._sum += float(image.pixels.sum(dtype="f8"))
        self._count += image.pixels.size

    def as_row(self) -> dict[str, float | None]:
        if self._color:
            return {"pixel_min": None, "pixel_max": None, "pixel_mean": None}
        mean = self._sum / self._count
        return {"pixel_min": self._least, "pixel_max": self._greatest, "pixel_mean": mean}


def _window(voi: Voi) -> dict[str, Any]:
    from meddiag_gui.imaging.windowing import Window

    low, high = voi.bounds
    if isinstance(voi, Window):
        return {
            "center": voi.center,
            "width": voi.width,
            "function": voi.function,
            "explanation": voi.explanation,
        }
    return {
        "center": None,
        "width": None,
        "function": "LUT",
        "explanation": voi.explanation,
        "range": [low, high],
    }


def _line(row: dict[str, Any]) -> str:
    """Write one result for people."""
    head = f"{printable(row['path'])}: {row['status']}"
    if row["rows"] is None:
        return head
    values = "colour" if row["pixel_min"] is None else f"values {row['pixel_min']:g} to {row['pixel_max']:g}"
    text = f"{head}; {row['columns']} × {row['rows']}, {row['frames']} frames, {row['photometric']}, {values}"
    text += f" {row['unit']}" if row["unit"] else ""
    return printable(f"{text}. {row['message']}" if row["message"] else f"{text}.")
