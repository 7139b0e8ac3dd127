from __future__ import annotations

import numpy as np
import pytest

from meddiag_gui.imaging.open import open_image
from meddiag_gui.imaging.results.reading import read_result
from meddiag_gui.imaging.results.result import draw
from tests.support.dicom_files import shipped
from tests.support.results import contour, ct_series, write_ct, write_structures

# Corners of a rectangle from the centre of pixel (0, 0) to that of column 5, row 4, at z = 2 mm.
SQUARE = [-10, 20, 2, -6, 20, 2, -6, 22, 2, -10, 22, 2]
IN_PIXELS = [[0.5, 0.5], [5.5, 0.5], [5.5, 4.5], [0.5, 4.5]]


def drawn(path, image_path):
    return draw(read_result(path), open_image(image_path))


def test_a_contour_lies_where_its_millimetres_say(tmp_path):
    sources = ct_series(tmp_path)
    path = write_structures(tmp_path / "rt", [contour(SQUARE, "1.2.826.1.2.1")])
    result = read_result(path)
    assert [(layer.name, layer.color, layer.note) for layer in result.layers] == [
        ("Heart", (255, 0, 0), "manual")
    ]
    (shape,) = drawn(path, sources[0]).shapes
    np.testing.assert_allclose(shape.points, IN_PIXELS)
    assert shape.form == "area"
    assert drawn(path, sources[1]).empty


def test_a_contour_that_names_no_image_is_found_by_its_plane(tmp_path):
    sources = ct_series(tmp_path)
    path = write_structures(tmp_path / "rt", [contour(SQUARE, form="OPEN_PLANAR")])
    assert [len(drawn(path, source).shapes) for source in sources] == [1, 0, 0]
    assert drawn(path, sources[0]).shapes[0].form == "line"
    assert drawn(path, write_ct(tmp_path / "other", 1, FrameOfReferenceUID="1.5")).empty


def test_a_named_image_that_lies_elsewhere_is_said(tmp_path):
    path = write_structures(tmp_path / "rt", [contour(SQUARE, "1.2.826.1.2.1")])
    for changes in ({"ImagePositionPatient": [-10, 20, 30]}, {"PixelSpacing": None}):
        drawing = drawn(path, write_ct(tmp_path / "moved", 1, **changes))
        assert drawing.empty
        assert drawing.notices == ("A contour is not drawn here: it does not lie in the plane of the image.",)


@pytest.mark.parametrize(
    "bad",
    [
        contour([1, 2], "1.2.826.1.2.1"),
        contour(SQUARE, "1.2.826.1.2.1", form="SPIRAL"),
        contour([], "1.2.826.1.2.1"),
    ],
)
def test_a_bad_contour_costs_only_itself(tmp_path, bad):
    sources = ct_series(tmp_path)
    path = write_structures(tmp_path / "rt", [bad, contour(SQUARE, "1.2.826.1.2.1")])
    assert read_result(path).notices == (
        "1 of its contours are damaged or of an unknown type, and left out.",
    )
    assert len(drawn(path, sources[0]).shapes) == 1


def test_the_structure_set_that_pydicom_ships():
    result = read_result(shipped("rtstruct.dcm"))
    assert [layer.name for layer in result.layers] == ["patient", "Isocenter 1", "Isocenter 2"]
    assert result.layers[0].color == (220, 160, 120)
