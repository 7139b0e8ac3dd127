"""What a run did: as JSON for whoever runs it, as a page that names nobody; and what was decided then."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import Any

import msgspec

from meddiag_gui import __version__
from meddiag_gui.errors import ManifestError
from meddiag_gui.imaging.deidentify.box import Box
from meddiag_gui.imaging.deidentify.options import Options
from meddiag_gui.imaging.deidentify.outcome import Outcome, Review, Status
from meddiag_gui.imaging.deidentify.profile import EDITION
from meddiag_gui.imaging.text import clean_text
from meddiag_gui.language import tr

SCHEMA = "meddiag.deidentify/1"
_LARGEST = 2**28
_WORDS = {
    Status.DONE: "written",
    Status.BEFORE: "written before",
    Status.HELD: "held back for a look",
    Status.LEFT_OUT: "left out",
    Status.ERROR: "failed",
}
_STYLE = (
    "body { font: 14px/1.45 system-ui, sans-serif; max-width: 70rem; margin: 2rem auto; }"
    "table { border-collapse: collapse; width: 100%; } th, td { text-align: left; padding: .2rem .6rem;"
    " border-bottom: 1px solid #ddd; vertical-align: top; }"
)


class _Row(msgspec.Struct):
    """Of an earlier report, what a decision needs."""

    sha256: str | None = None
    regions: list[tuple[int, int, int, int]] = []
    confirmed: bool = False


class _Report(msgspec.Struct):
    schema: str
    results: list[_Row]


def as_json(outcomes: Sequence[Outcome], options: Options) -> dict[str, Any]:
    """Make the JSON report; its paths are those of the originals, so it is not for others."""
    return {
        "schema": SCHEMA,
        "program": f"MedDiag {__version__}",
        "profile": f"PS3.15 Annex E, edition {EDITION}",
        "options": options.to_json(),
        "counts": dict(Counter(outcome.status.value for outcome in outcomes)),
        "results": [outcome.to_json() for outcome in outcomes],
    }


def read_reviews(path: Path) -> dict[str, Review]:
    """Read a JSON report in which somebody set ``confirmed`` and, where needed, changed ``regions``.

    Returns
    -------
    Decisions by SHA-256 of the file; only those that are confirmed.

    Raises
    ------
    ManifestError
        If it cannot be read or is no such report.
    """
    try:
        if path.stat().st_size > _LARGEST:
            raise ManifestError(tr("{name} is far too large for a report.", name=path.name))
        report = msgspec.json.decode(path.read_bytes(), type=_Report)
    except OSError as error:
        raise ManifestError(
            tr("{name} cannot be read: {reason}.", name=path.name, reason=error.strerror)
        ) from error
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise ManifestError(tr("{name} is no report of a de-identification.", name=path.name)) from error
    if report.schema != SCHEMA:
        raise ManifestError(
            tr(
                "{name} is of another schema: {schema}.",
                name=path.name,
                schema=clean_text(report.schema[:60]),
            )
        )
    return {
        row.sha256: Review(tuple(Box(*region) for region in row.regions))
        for row in report.results
        if row.confirmed and row.sha256
    }


def as_page(outcomes: Sequence[Outcome], options: Options) -> str:
    """Make an HTML page of what was done that may go with the files: new names, counts, no identity."""
    counts = Counter(outcome.status for outcome in outcomes)
    chosen = [meaning for _, meaning in options.methods(pixels_examined=True)]
    total = "".join(f"<li>{counts[status]} {_WORDS[status]}</li>" for status in Status if counts[status])
    rows = "".join(_row(outcome) for outcome in outcomes if outcome.output)
    return (
        f"<!DOCTYPE html><html lang='en'><meta charset='utf-8'><title>De-identification</title>"
        f"<style>{_STYLE}</style><h1>De-identification</h1>"
        f"<p>MedDiag {escape(__version__)}, PS3.15 Annex E, edition {EDITION}: "
        f"{escape(', '.join(chosen))}.</p>"
        f"<ul>{total}</ul><table><tr><th>File</th><th>Regions covered</th><th>Attributes</th>"
        f"<th>Texts blanked that repeated an identity</th></tr>{rows}</table></html>\n"
    )


def _row(outcome: Outcome) -> str:
    attributes = ", ".join(f"{count} {what}" for what, count in sorted(outcome.actions.items()))
    cells = (outcome.output or "", str(len(outcome.boxes)), attributes, ", ".join(outcome.repeats))
    return "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in cells) + "</tr>"
