"""A report as PDF with reportlab: figures stay drawings, fonts are embedded.

Text is set in Bitstream Vera; what that lacks (Chinese, Greek, Cyrillic) in STSong, a font that PDF readers
have or replace.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from html import escape
from itertools import groupby
from typing import Any

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from meddiag_gui.evaluation.page import blocks
from meddiag_gui.evaluation.page.pdf_figure import drawing

PLAIN, BOLD, ASIAN = "Vera", "VeraBd", "STSong-Light"
_MARGIN = 18 * mm
_WIDTH = A4[0] - 2 * _MARGIN
_DARK, _DIM, _CAUTION = colors.HexColor("#111827"), colors.HexColor("#4b5563"), "#92400e"
_RULE, _HEAD_RULE = colors.HexColor("#e5e7eb"), colors.HexColor("#6b7280")


def _style(name: str, size: float, font: str = PLAIN, **further: Any) -> ParagraphStyle:
    return ParagraphStyle(
        name,
        fontName=font,
        fontSize=size,
        leading=size * 1.35,
        textColor=further.pop("color", _DARK),
        **further,
    )


_HEADINGS = {
    1: _style("title", 15, BOLD, spaceAfter=3),
    2: _style("chapter", 11.5, BOLD, spaceBefore=12, spaceAfter=4, keepWithNext=1),
    3: _style("part", 9.5, BOLD, spaceBefore=8, spaceAfter=3, keepWithNext=1),
}
_PARAGRAPHS: dict[blocks.Kind, ParagraphStyle] = {
    "plain": _style("plain", 8.5, spaceAfter=4),
    "use": _style("use", 8.5, BOLD, spaceAfter=4, color=colors.HexColor(_CAUTION)),
    "note": _style("note", 7.5, spaceAfter=4, color=_DIM),
    "caution": _style("caution", 8.5, spaceAfter=4, color=colors.HexColor(_CAUTION)),
}
_CELL, _CELL_BOLD = _style("cell", 7.5), _style("cell-bold", 7.5, BOLD)
_DIGEST = _style("digest", 6.5, wordWrap="CJK")


def to_pdf(document: blocks.Document) -> bytes:
    """Write a document; equal documents give equal bytes."""
    _register()
    stream = io.BytesIO()
    template = SimpleDocTemplate(
        stream, pagesize=A4, leftMargin=_MARGIN, rightMargin=_MARGIN, topMargin=_MARGIN, bottomMargin=_MARGIN,
        title=document.title, author="MedDiag", invariant=1,
    )  # fmt: skip
    template.build([flow for block in document.blocks for flow in _flow(block)], _foot, _foot)
    return stream.getvalue()


def _register() -> None:
    known = pdfmetrics.getRegisteredFontNames()
    for name in (PLAIN, BOLD):
        if name not in known:
            pdfmetrics.registerFont(TTFont(name, f"{name}.ttf"))
    if ASIAN not in known:
        pdfmetrics.registerFont(UnicodeCIDFont(ASIAN))


def rich(text: str) -> str:
    """Write text for a paragraph: harmless, each run in a font that has its characters."""
    has = pdfmetrics.getFont(PLAIN).face.charToGlyph
    parts = []
    for known, run in groupby(text, lambda character: ord(character) in has):
        part = escape("".join(run), quote=False)
        parts.append(part if known else f'<font name="{ASIAN}">{part}</font>')
    return "".join(parts)


def _foot(canvas: Any, template: SimpleDocTemplate) -> None:
    canvas.setFont(PLAIN, 7)
    canvas.setFillColor(_DIM)
    canvas.drawRightString(A4[0] - _MARGIN, 10 * mm, str(canvas.getPageNumber()))


def _flow(block: blocks.Block) -> Iterator[Flowable]:
    match block:
        case blocks.Heading():
            yield Paragraph(rich(block.text), _HEADINGS[block.level])
        case blocks.Paragraph():
            yield Paragraph(rich(block.text), _PARAGRAPHS[block.kind])
        case blocks.Figures():
            yield from _figures(block)
        case blocks.Table():
            yield _table(block)
            yield Spacer(0, 4)


def _figures(block: blocks.Figures) -> Iterator[Flowable]:
    side = (_WIDTH - 4 * mm) / 2
    for first in range(0, len(block.figures), 2):
        row = [drawing(figure, side) for figure in block.figures[first : first + 2]]
        row += [Spacer(side, 1)] * (2 - len(row))
        yield Table([row], colWidths=[side + 2 * mm] * 2, style=[("LEFTPADDING", (0, 0), (-1, -1), 0)])


def _table(block: blocks.Table) -> Flowable:
    rows: list[list[Flowable]] = [[_head(text) for text in block.head]] if block.head else []
    rows += [
        [_cell(cell, bold=index == block.marked) for cell in row] for index, row in enumerate(block.rows)
    ]
    if not rows:
        return Spacer(0, 0)
    style = TableStyle(
        [
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LINEBELOW", (0, 0), (-1, -1), 0.4, _RULE),
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("RIGHTPADDING", (0, 0), (-1, -1), 6),
            ("TOPPADDING", (0, 0), (-1, -1), 2),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 2.5),
        ]
    )
    if block.head:
        style.add("LINEBELOW", (0, 0), (-1, 0), 0.6, _HEAD_RULE)
    return Table(rows, colWidths=_widths(block), repeatRows=int(bool(block.head)), style=style, hAlign="LEFT")


def _widths(block: blocks.Table) -> list[float]:
    """Share the width by the longest text of each column, within bounds."""
    if not block.head:
        return [_WIDTH * 0.28, _WIDTH * 0.72]
    heads = [longest_word(text) + 4 for text in block.head]
    texts = [max(max(len(c.text), len(c.note)) for c in column) for column in zip(*block.rows, strict=True)]
    wanted = [max(min(text + 2, 44), head, 5) for head, text in zip(heads, texts or heads, strict=True)]
    whole = min(_WIDTH, 4.6 * sum(wanted)) if block.narrow else _WIDTH
    return [whole * share / sum(wanted) for share in wanted]


def longest_word(text: str) -> int:
    """Count the characters that cannot be broken: a column must not be narrower."""
    return max((len(word) for word in text.split()), default=0)


def _head(text: str) -> Paragraph:
    return Paragraph(rich(text), _CELL_BOLD)


def _cell(cell: blocks.Cell, *, bold: bool) -> Paragraph:
    text = rich(cell.text)
    if cell.caution:
        text = f'<font color="{_CAUTION}">{text}</font>'
    if cell.note:
        text += f'<br/><font size="6.5" color="#4b5563">{rich(cell.note)}</font>'
    style = _DIGEST if cell.digest else _CELL_BOLD if bold else _CELL
    return Paragraph(text, style)
