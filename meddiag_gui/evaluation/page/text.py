"""Words and figures for the page; whatever comes from a file is made harmless here."""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence

from meddiag_gui.imaging.text import printable

MISSING = "–"
METRIC_NAMES = {
    "auroc": "AUROC",
    "auprc": "AUPRC",
    "accuracy": "Accuracy",
    "sensitivity": "Sensitivity",
    "specificity": "Specificity",
    "precision": "Precision (PPV)",
    "npv": "NPV",
    "f1": "F1",
    "brier": "Brier score",
    "ece": "ECE",
}


def escape(text: str) -> str:
    """Make a text of a file or a user harmless in HTML: control and bidi characters too."""
    return html.escape(printable(text))


def share(value: float | None, digits: int = 3) -> str:
    """Write a number, or a dash for none."""
    return MISSING if value is None else f"{value:.{digits}f}".replace("-", "−")


def span(low: float | None, high: float | None) -> str:
    """Write an interval, or a dash for none."""
    return MISSING if low is None or high is None else f"{share(low)} to {share(high)}"


def p_value(p: float | None) -> str:
    """Write a p-value."""
    if p is None:
        return MISSING
    return "&lt; 0.001" if p < 0.001 else f"{p:.3f}"


def table(head: Sequence[str], rows: Iterable[Sequence[str]], *, marked: int | None = None) -> str:
    """Write a table of cells that are already HTML; ``marked`` is the row that is set in bold."""
    top = "".join(f'<th scope="col">{cell}</th>' for cell in head)
    lines = []
    for index, row in enumerate(rows):
        kind = ' class="marked"' if index == marked else ""
        lines.append(f"<tr{kind}>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>")
    return f"<table><thead><tr>{top}</tr></thead><tbody>{''.join(lines)}</tbody></table>"


def pairs(rows: Iterable[tuple[str, str]]) -> str:
    """Write a table of names and values, the values being HTML already."""
    lines = (f'<tr><th scope="row">{name}</th><td>{value}</td></tr>' for name, value in rows)
    return f'<table class="pairs"><tbody>{"".join(lines)}</tbody></table>'
