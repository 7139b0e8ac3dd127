"""What a result is: whom it belongs to, what it consists of, and what it draws on an image."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from meddiag_gui.errors import UnreadableImage, UnsupportedImage
from meddiag_gui.imaging.guard import guarded
from meddiag_gui.imaging.image import RadiographImage
from meddiag_gui.imaging.results.origin import Origin
from meddiag_gui.imaging.text import clean_text
from meddiag_gui.imaging.windowing import Voi
from meddiag_gui.language import tr

Color = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Layer:
    """A part of a result that is switched on and off as one: a segment, a structure, a group of marks.

    Parameters
    ----------
    name
        As in the file.
    color
        RGB, 0 to 255: what the file recommends, else one of a palette.
    note
        What more there is to say, such as the algorithm; may be empty.
    """

    name: str
    color: Color
    note: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Shape:
    """Something drawn on an image.

    Parameters
    ----------
    layer
        Index of its layer.
    points
        ``(n, 2)`` float64: x and y in image pixels, the corner of the first pixel is (0, 0).
    form
        ``points``: each is a mark; ``line``: joined; ``area``: joined and closed.
    text
        What is written at the first point; may be empty.
    """

    layer: int
    points: NDArray[np.float64]
    form: Literal["points", "line", "area"] = "line"
    text: str = ""


@dataclass(frozen=True, slots=True)
class Look:
    """How a presentation state wants an image to be shown (PS3.3 A.33, PS3.4 N).

    Parameters
    ----------
    voi
        Window or table; None leaves that of the image.
    inverted
        Whether black and white are swapped against MONOCHROME2.
    quarter_turns
        Clockwise turns by 90°, before the flip.
    flipped
        Whether left and right are swapped.
    area
        ``(x, y, width, height)`` of the part to be seen, in image pixels; None is the whole.
    """

    voi: Voi | None = None
    inverted: bool = False
    quarter_turns: int = 0
    flipped: bool = False
    area: tuple[float, float, float, float] | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Drawing:
    """What a result draws on one image.

    Parameters
    ----------
    masks
        By index of the layer: ``(rows, columns)`` of the image, bool, or uint8 as strength 0 to 255.
    shutter
        ``(rows, columns)`` bool, True where the picture is to be covered.
    notices
        What cannot be drawn on this image, one sentence each.
    """

    masks: dict[int, NDArray[Any]] = field(default_factory=dict)
    shapes: tuple[Shape, ...] = ()
    look: Look | None = None
    shutter: NDArray[np.bool_] | None = None
    notices: tuple[str, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether nothing of it is seen on the image."""
        return not self.masks and not self.shapes and self.look is None and self.shutter is None


class Result(Protocol):
    """What every kind of result can do."""

    @property
    def origin(self) -> Origin:
        """Whose it is."""
        ...

    @property
    def layers(self) -> tuple[Layer, ...]:
        """Its parts."""
        ...

    @property
    def notices(self) -> tuple[str, ...]:
        """Reservations about it, one sentence each."""
        ...

    @property
    def references(self) -> frozenset[str]:
        """SOP Instance UIDs of the images that it names."""
        ...

    def on(self, image: RadiographImage) -> Drawing:
        """Draw on an image that `may_draw` allows."""
        ...


def refusal(origin: Origin, patient_id: str, birth_date: str) -> str:
    """Say why a result must not be drawn on a patient's image; empty where it may.

    What both headers state must agree. A UID that matches does not outweigh another patient's ID.
    """
    if origin.patient_id and patient_id and origin.patient_id != patient_id:
        return tr("It is not drawn: its patient ID is not that of the image.")
    if origin.patient_birth_date and birth_date and origin.patient_birth_date != birth_date:
        return tr("It is not drawn: its patient's birth date is not that of the image.")
    return ""


def draw(result: Result, image: RadiographImage) -> Drawing:
    """Draw a result on an image that belongs to the same patient; on another's, say why not."""
    header = image.header
    reason = refusal(result.origin, header.patient_id, header.patient_birth_date)
    named = header.sop_instance_uid in result.references
    if reason:
        return Drawing(notices=(reason,) if named else ())
    try:
        return guarded(result.on)(image)
    except (UnreadableImage, UnsupportedImage) as error:
        name = clean_text(result.origin.path.name)
        return Drawing(
            notices=(tr("{name} cannot be drawn here: {reason}.", name=name, reason=error),) if named else ()
        )


def shares_space(origin: Origin, frame_of_reference: str, image: RadiographImage) -> bool:
    """Whether coordinates of a result hold for an image that it does not name: the same study and space."""
    header = image.header
    return frame_of_reference == header.frame_of_reference != "" and origin.study_uid == header.study_uid


_PALETTE: tuple[Color, ...] = (
    (230, 159, 0), (86, 180, 233), (0, 200, 140), (240, 228, 66), (213, 94, 0), (204, 121, 167),
    (120, 150, 255), (170, 220, 90),
)  # fmt: skip


def palette_color(number: int) -> Color:
    """Return one of eight colours that colour-blind readers can tell apart (Okabe and Ito, brightened)."""
    return _PALETTE[number % len(_PALETTE)]
