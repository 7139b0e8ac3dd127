"""Series that show a place several times: echoes, b-values, phases, water and fat, taken apart."""

from __future__ import annotations

from collections import Counter

from meddiag_gui.imaging.stacking import Slice, places

_TRAITS = ("stack", "kind", "echo", "diffusion", "sequence", "phase", "acquisition")
_WORDS = {name: f"{name} " for name in ("stack", "echo", "phase", "acquisition")} | {"diffusion": "b "}
_MOST_PARTS = 8  # more than this many volumes are better scrolled through in one stack


def split_repeats(slices: list[Slice], label: str = "") -> list[tuple[str, list[Slice]]]:
    """Split a stack by the attribute that distinguishes the images at each place, if there is one.

    An attribute after which no place is left with several images goes before one that only helps. Where none
    does, or it would make more than 8 parts, the stack stays whole. Images that all lie at one place do too.

    Returns
    -------
    Parts in the order of their first images, each with a few words for what it shows.
    """
    if _most_at_a_place(slices) < 2 or len(set(places(slices))) < 2:
        return [(label, slices)]
    best: dict[str, list[Slice]] = {}
    best_name, best_rank = "", (_most_at_a_place(slices), 0)
    for name in _TRAITS:
        parts = _parts(slices, name)
        rank = max(map(_most_at_a_place, parts.values())), len(parts)
        if 1 < len(parts) <= _MOST_PARTS and rank < best_rank:
            best, best_name, best_rank = parts, name, rank
    if not best:
        return [(label, slices)]
    found: list[tuple[str, list[Slice]]] = []
    for value, part in best.items():
        words = ", ".join(filter(None, (label, _words(best_name, value, list(best)))))
        found += split_repeats(part, words)
    return found


def count_phases(slices: list[Slice]) -> int:
    """Count the images at each place; 0 where places have different numbers of them."""
    if not slices[0].plane:
        return 1
    counts = set(Counter(places(slices)).values())
    return counts.pop() if len(counts) == 1 else 0


def _most_at_a_place(slices: list[Slice]) -> int:
    return max(Counter(places(slices)).values()) if slices[0].plane else 1


def _parts(slices: list[Slice], name: str) -> dict[str, list[Slice]]:
    parts: dict[str, list[Slice]] = {}
    for one in slices:
        parts.setdefault(getattr(one.taken, name), []).append(one)
    return parts


def _words(name: str, value: str, values: list[str]) -> str:
    """Write what a part shows: of an image type only what the other parts do not have."""
    if name == "kind":
        common = set.intersection(*(set(other.split("\\")) for other in values))
        return " ".join(word for word in value.split("\\") if word not in common)
    return _WORDS.get(name, "") + value if value else ""
