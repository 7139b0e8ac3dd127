"""What a report is made of, whatever it is written as: headings, paragraphs, tables and figures, in order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from meddiag_gui.evaluation.page.figure import Figure
from meddiag_gui.imaging.text import printable

Kind = Literal["plain", "use", "note", "caution"]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: level 1 is the title, 2 a chapter, 3 a part of one."""

    text: str
    level: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Sentences. ``use``: what the report may be used for; ``note``: small; ``caution``: a warning."""

    text: str
    kind: Kind = "plain"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table.

    Parameters
    ----------
    note
        Smaller, below the text.
    caution
        Whether it warns.
    digest
        Whether it may be broken anywhere, as a sha256 must.
    """

    text: str
    note: str = ""
    caution: bool = False
    digest: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table.

    Parameters
    ----------
    head
        Empty for a list of names and values.
    marked
        Row that is set in bold.
    narrow
        Whether it is only as wide as it must be.
    """

    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    marked: int | None = None
    narrow: bool = False


@dataclass(frozen=True, slots=True)
class Figures:
    """Figures, two beside each other."""

    figures: tuple[Figure, ...]


Block = Heading | Paragraph | Table | Figures


@dataclass(frozen=True, slots=True)
class Document:
    """A whole report."""

    title: str
    blocks: tuple[Block, ...]


def table(
    head: Sequence[str],
    rows: Iterable[Sequence[str | Cell]],
    *,
    marked: int | None = None,
    narrow: bool = False,
) -> Table:
    """Make a table of texts and cells; what comes from files has lost its control and bidi characters."""
    made = tuple(
        tuple(cell if isinstance(cell, Cell) else Cell(printable(cell)) for cell in row) for row in rows
    )
    return Table(tuple(head), made, marked, narrow)


def pairs(rows: Iterable[tuple[str, str | Cell]]) -> Table:
    """Make a list of names and values."""
    return table((), rows)
