"""What was measured of the maps, written into the bundle: its metadata and its model card."""

from __future__ import annotations

from dataclasses import replace

from meddiag_gui.errors import BundleError
from meddiag_gui.files import write_atomic
from meddiag_gui.inference.bundle import CARD, METADATA, ModelBundle
from meddiag_gui.inference.metadata import encode_metadata
from meddiag_gui.inference.saliency.catalogue import find_method
from meddiag_gui.inference.saliency.trust import RULES, Figure, MethodTrust, SaliencyTrust
from meddiag_gui.language import tr

HEADING = "## How far the influence maps can be trusted"


def store(bundle: ModelBundle, trust: SaliencyTrust) -> None:
    """Write the block into ``metadata.json`` and its section into the model card.

    Raises
    ------
    BundleError
        If the bundle's folder cannot be read or written.
    """
    card = bundle.root / CARD
    try:
        before = card.read_text("utf-8") if card.is_file() else f"# {bundle.name} {bundle.version}\n"
        write_atomic(bundle.root / METADATA, encode_metadata(replace(bundle.metadata, saliency=trust)))
        write_atomic(card, with_section(before, trust))
    except (OSError, UnicodeDecodeError) as error:
        raise BundleError(
            tr("Model {name}: the figures cannot be written into it.", name=bundle.root.name)
        ) from error


def with_section(card: str, trust: SaliencyTrust) -> str:
    """Put the section into a card, in place of an older one, else at its end."""
    section = card_section(trust)
    head, found, tail = card.partition(HEADING)
    if not found:
        return f"{card.rstrip()}\n\n{section}\n"
    _, _, rest = tail.partition("\n## ")
    return f"{head}{section}\n" + (f"\n## {rest}" if rest else "")


def card_section(trust: SaliencyTrust) -> str:
    """Write verdicts and figures of every method as Markdown tables, one a part of the data."""
    parts = [
        HEADING,
        "Measured by `meddiag trust`: means over images with the finding that the model calls present, with "
        "95 % intervals by patient. A method is *supported* if every figure's whole interval clears its "
        "limit, *failed* if the mean of any one lies on the wrong side, else *weak*. The rules and their "
        "sources stand in the program's DECISIONS.md; they were fixed before the test part was looked at.",
    ]
    for part in trust.parts:
        for finding in dict.fromkeys(method.finding for method in part.methods):
            methods = [method for method in part.methods if method.finding == finding]
            title = f"**{finding}, {part.part} part**: {part.images} images of {part.patients} patients."
            parts += [title, _table(methods)]
    return "\n\n".join(parts)


def _table(methods: list[MethodTrust]) -> str:
    names = [find_method(method.method).name for method in methods]
    lines = [_row(["", *names]), _row(["---"] * (len(names) + 1))]
    lines.append(_row(["**verdict**", *(f"**{method.verdict}**" for method in methods)]))
    for measure, rule in RULES.items():
        found = [next((f for f in method.figures if f.measure == measure), None) for method in methods]
        lines.append(_row([rule.name, *(figure_text(figure) for figure in found)]))
    return "\n".join(lines)


def figure_text(figure: Figure | None) -> str:
    """Write a mean with its interval, verdict and number of images."""
    if figure is None or figure.value is None:
        return "not measured"
    span = "" if figure.low is None or figure.high is None else f" ({figure.low:.2f} to {figure.high:.2f})"
    return f"{figure.value:.2f}{span}, {figure.verdict}, n = {figure.images}"


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"
