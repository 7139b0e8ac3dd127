"""A report as one self-contained HTML document: no script, nothing from outside."""

from __future__ import annotations

from html import escape

from meddiag_gui.evaluation.page.blocks import Block, Cell, Document, Figures, Heading, Paragraph, Table
from meddiag_gui.evaluation.page.svg import svg
from meddiag_gui.language import in_use

_STYLE = """
body { font: 14px/1.45 system-ui, "Segoe UI", "Helvetica Neue", Arial, sans-serif; color: #111827;
  background: #fff; max-width: 60rem; margin: 2rem auto; padding: 0 1.5rem; }
h1 { font-size: 1.5rem; margin: 0 0 .2rem; }
h2 { font-size: 1.15rem; margin: 2rem 0 .5rem; border-bottom: 1px solid #d1d5db; }
h3 { font-size: 1rem; margin: 1.2rem 0 .4rem; }
p { margin: .3rem 0 .6rem; }
.use { color: #92400e; font-weight: 600; }
.note { color: #4b5563; font-size: .9em; }
.caution { color: #92400e; }
.digest { overflow-wrap: anywhere; }
table { border-collapse: collapse; width: 100%; font-size: .88rem; font-variant-numeric: tabular-nums;
  margin: .3rem 0 .8rem; }
th, td { text-align: left; padding: .22rem .6rem .22rem 0; vertical-align: top;
  border-bottom: 1px solid #e5e7eb; overflow-wrap: break-word; }
thead th { border-bottom: 1px solid #6b7280; }
tr.marked td { font-weight: 700; }
.pairs th { width: 14rem; font-weight: 500; color: #4b5563; }
.narrow { width: auto; }
.narrow td, .narrow th { padding-right: 1.6rem; }
.figures { display: grid; grid-template-columns: 1fr 1fr; gap: .8rem; }
.figures > svg { width: 100%; height: auto; }
@media print {
  body { margin: 0; max-width: none; }
  h2, h3 { break-after: avoid; }
  tr, svg { break-inside: avoid; }
}
"""


def to_html(document: Document) -> str:
    """Write a document; every text in it is made harmless here."""
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(in_use().replace("_", "-"))}"><head><meta charset="utf-8">'
        '<meta http-equiv="Content-Security-Policy" '
        "content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        f"<title>{escape(document.title)}</title><style>{_STYLE}</style></head>"
        f"<body>{''.join(map(_block, document.blocks))}</body></html>\n"
    )


def _block(block: Block) -> str:
    match block:
        case Heading():
            return f"<h{block.level}>{escape(block.text)}</h{block.level}>"
        case Paragraph():
            kind = "" if block.kind == "plain" else f' class="{block.kind}"'
            return f"<p{kind}>{escape(block.text)}</p>"
        case Figures():
            return f'<div class="figures">{"".join(map(svg, block.figures))}</div>'
        case Table():
            return _table(block)


def _table(block: Table) -> str:
    kind = "" if block.head else ' class="pairs"'
    kind = ' class="narrow"' if block.narrow else kind
    top = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in block.head)
    head = f"<thead><tr>{top}</tr></thead>" if block.head else ""
    rows = "".join(_row(block, index) for index in range(len(block.rows)))
    return f"<table{kind}>{head}<tbody>{rows}</tbody></table>"


def _row(block: Table, index: int) -> str:
    first, *rest = block.rows[index]
    leads = not block.head or block.narrow
    start = f'<th scope="row">{_cell(first)}</th>' if leads else f"<td>{_cell(first)}</td>"
    mark = ' class="marked"' if index == block.marked else ""
    return f"<tr{mark}>{start}{''.join(f'<td>{_cell(cell)}</td>' for cell in rest)}</tr>"


def _cell(cell: Cell) -> str:
    text = escape(cell.text)
    for kind in ("caution", "digest"):
        if getattr(cell, kind):
            text = f'<span class="{kind}">{text}</span>'
    return text + (f'<br><span class="note">{escape(cell.note)}</span>' if cell.note else "")
