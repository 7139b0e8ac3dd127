"""Which saliency methods there are, in words; without NumPy, for the window's first moment."""

from __future__ import annotations

from dataclasses import dataclass

from meddiag_gui.errors import ModelError
from meddiag_gui.language import mark, tr


@dataclass(frozen=True, slots=True)
class Method:
    """One saliency method.

    Parameters
    ----------
    id
        Its name in files and on the command line.
    name
        Its name on the screen.
    words
        One sentence: what the map shows.
    needs_torch
        Whether it needs gradients, which only torch gives.
    slow
        Whether it takes many passes of the network: seconds, not milliseconds.
    """

    id: str
    name: str
    words: str
    needs_torch: bool = False
    slow: bool = False


METHODS = (
    Method(
        "cam",
        mark("Class activation"),
        mark("Exact parts of the score, one a cell of the network's last layer."),
    ),
    Method(
        "grad-cam++",
        mark("Grad-CAM++"),
        mark("Features of the last layer, weighted by their gradients."),
        True,
    ),
    Method(
        "integrated-gradients",
        mark("Integrated gradients"),
        mark("Parts of the score, summed along a path from a picture without detail."),
        needs_torch=True,
        slow=True,
    ),
    Method(
        "occlusion", mark("Occlusion"), mark("How far the score falls where detail is hidden."), slow=True
    ),
    Method(
        "lime", mark("LIME"), mark("A linear model of the score, from cells hidden at random."), slow=True
    ),
)
DEFAULT = METHODS[0].id


def find_method(name: str) -> Method:
    """Find a method by its id.

    Raises
    ------
    ModelError
        If there is none.
    """
    for method in METHODS:
        if method.id == name:
            return method
    raise ModelError(
        tr(
            "There is no saliency method {name}; there are {known}.",
            name=name,
            known=", ".join(m.id for m in METHODS),
        )
    )
