"""Which windows are offered for a picture, and under which number key; without NumPy until one is used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meddiag_gui.language import mark, tr

if TYPE_CHECKING:
    from meddiag_gui.gui.viewer.picture import Picture, Preset

KEYS = 9
"""Presets beyond this number stand in the menu only."""

CT = (
    (mark("Lung"), -600, 1500),
    (mark("Mediastinum"), 50, 350),
    (mark("Soft tissue, abdomen"), 40, 400),
    (mark("Bone"), 400, 1800),
    (mark("Brain"), 40, 80),
    (mark("Stroke"), 40, 40),
    (mark("Liver"), 90, 150),
    (mark("Angiography"), 300, 600),
)
"""Name, centre and width in HU, for the keys 2 to 9:.

Usual values of the field (Radiopaedia, *Windowing (CT)*; OHIF); the liver's suits the portal venous phase.
"""


def offered(picture: Picture) -> dict[int, Preset]:
    """Return the presets of a picture by number; those from 1 to `KEYS` have keys.

    Where the values are Hounsfield units the keys never change: 1 is the file's own window, 2 to 9 are `CT`;
    the file's further windows, percentiles and full range follow without a key. Elsewhere no number means the
    same in two files: 1 to 7 are the file's own, 8 the percentiles, 9 the full range.
    """
    own, computed = picture.file_presets, picture.presets
    if picture.image.unit != "HU" or picture.image.is_color:
        first_computed = KEYS - 1
        return dict(enumerate(own[: KEYS - 2], 1)) | dict(enumerate(computed, first_computed))
    return dict(enumerate((*own[:1], *_ct_presets(), *own[1:], *computed), 1))


def _ct_presets() -> tuple[Preset, ...]:
    from meddiag_gui.gui.viewer.picture import Preset
    from meddiag_gui.imaging.windowing import Window

    return tuple(Preset(tr(name), Window(center, width, explanation=tr(name))) for name, center, width in CT)
