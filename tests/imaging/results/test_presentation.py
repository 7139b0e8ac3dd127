from __future__ import annotations

import numpy as np
import pytest

from meddiag_gui.imaging.open import open_image
from meddiag_gui.imaging.results.reading import read_result
from meddiag_gui.imaging.results.result import draw
from meddiag_gui.imaging.windowing import Window
from tests.support.results import COLUMNS, ROWS, ct_series, write_presentation
from tests.support.volumes import item


def drawn(tmp_path, **attributes):
    sources = ct_series(tmp_path)
    return draw(
        read_result(write_presentation(tmp_path / "pr", sources[:1], **attributes)), open_image(sources[0])
    )


def annotation(**objects):
    return [item(GraphicLayer="MARKS", **{f"{name}Sequence": [entry] for name, entry in objects.items()})]


def test_window_lines_and_texts_are_for_the_images_named(tmp_path):
    sources = ct_series(tmp_path)
    result = read_result(write_presentation(tmp_path / "pr", sources[:1]))
    assert [(layer.name, layer.color) for layer in result.layers] == [("MARKS", (0, 255, 0))]
    drawing = draw(result, open_image(sources[0]))
    assert drawing.look.voi == Window(40, 80)
    line, note = drawing.shapes
    assert line.points.tolist() == [[1, 1], [4, 3]]
    assert (note.text, note.points.tolist()) == ("look here", [[4, 3]])
    assert draw(result, open_image(sources[1])).empty


def test_turns_flip_polarity_and_area(tmp_path):
    look = drawn(
        tmp_path, ImageRotation=270, ImageHorizontalFlip="Y", PresentationLUTShape="INVERSE",
        DisplayedAreaSelectionSequence=[
            item(DisplayedAreaTopLeftHandCorner=[6, 2], DisplayedAreaBottomRightHandCorner=[3, 5])
        ],
    ).look  # fmt: skip
    assert (look.quarter_turns, look.flipped, look.inverted) == (3, True, True)
    assert look.area == (2, 1, 4, 4)


@pytest.mark.parametrize(
    ("turn", "flip", "expected"),
    [(0, "N", [2, 1.5]), (90, "N", [2, 4.5]), (180, "N", [6, 4.5]), (270, "N", [6, 1.5]), (0, "Y", [6, 1.5])],
)
def test_what_is_given_in_parts_of_the_display_is_turned_back(tmp_path, turn, flip, expected):
    """A mark at a quarter of the display from its left and top edges."""
    point = item(GraphicType="POINT", GraphicAnnotationUnits="DISPLAY", GraphicData=[0.25, 0.25])
    (shape,) = drawn(
        tmp_path,
        ImageRotation=turn,
        ImageHorizontalFlip=flip,
        GraphicAnnotationSequence=annotation(GraphicObject=point),
    ).shapes
    assert shape.points.tolist() == [expected]


def test_circle_and_ellipse_and_curve(tmp_path):
    def shape_of(kind, data):
        graphic = item(GraphicType=kind, GraphicAnnotationUnits="PIXEL", GraphicData=data)
        return drawn(tmp_path, GraphicAnnotationSequence=annotation(GraphicObject=graphic)).shapes[0]

    circle = shape_of("CIRCLE", [3, 3, 3, 5])
    np.testing.assert_allclose(np.hypot(*(circle.points - 3).T), 2)
    assert circle.form == "area"
    ellipse = shape_of("ELLIPSE", [1, 3, 7, 3, 4, 2, 4, 4]).points
    np.testing.assert_allclose(((ellipse - [4, 3]) / [3, 1] ** np.array(1)) ** 2 @ [1, 1], 1)
    curve = shape_of("INTERPOLATED", [0, 0, 2, 2, 4, 0]).points
    assert all((curve == corner).all(axis=1).any() for corner in ([0, 0], [2, 2], [4, 0]))
    assert len(curve) > 10


@pytest.mark.parametrize(
    ("attributes", "opened"),
    [
        (
            {"ShutterShape": "RECTANGULAR", "ShutterLeftVerticalEdge": 2, "ShutterRightVerticalEdge": 4,
             "ShutterUpperHorizontalEdge": 3, "ShutterLowerHorizontalEdge": 5},
            np.s_[2:5, 1:4],
        ),
        (
            {"ShutterShape": "POLYGONAL", "VerticesOfThePolygonalShutter": [2, 3, 2, 6, 4, 6, 4, 3]},
            np.s_[1:4, 2:6],
        ),
        (
            {"ShutterShape": ["CIRCULAR", "RECTANGULAR"], "CenterOfCircularShutter": [3, 3],
             "RadiusOfCircularShutter": 1, "ShutterLeftVerticalEdge": 3, "ShutterRightVerticalEdge": 8,
             "ShutterUpperHorizontalEdge": 3, "ShutterLowerHorizontalEdge": 3},
            np.s_[2:3, 2:4],
        ),
    ],
)  # fmt: skip
def test_shutters_cover_all_but_what_every_shape_leaves_open(tmp_path, attributes, opened):
    expected = np.ones((ROWS, COLUMNS), bool)
    expected[opened] = False
    np.testing.assert_array_equal(drawn(tmp_path, **attributes).shutter, expected)


def test_what_is_damaged_is_said_and_the_rest_is_shown(tmp_path):
    drawing = drawn(tmp_path, ShutterShape="POLYGONAL", VerticesOfThePolygonalShutter=[1, 2])
    assert drawing.shutter is None
    assert drawing.notices == ("The shutter of the presentation state is not valid and was left out.",)
    assert len(drawing.shapes) == 2
    sources = ct_series(tmp_path)
    bad = item(GraphicType="CIRCLE", GraphicAnnotationUnits="PIXEL", GraphicData=[1, 2])
    state = write_presentation(
        tmp_path / "pr", sources, GraphicAnnotationSequence=annotation(GraphicObject=bad)
    )
    assert read_result(state).notices == (
        "1 of its annotations are damaged or of an unknown kind, and left out.",
    )


def test_what_makes_the_drawing_stumble_is_said(tmp_path):
    drawing = drawn(tmp_path, ImageRotation=[90, 180])
    assert drawing.empty
    assert drawing.notices == ("pr cannot be drawn here: its header has an invalid ImageRotation.",)
