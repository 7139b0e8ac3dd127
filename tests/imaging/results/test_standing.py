from __future__ import annotations

import pytest

from meddiag_gui.imaging.instance import read_instance
from meddiag_gui.imaging.results.reading import read_result
from meddiag_gui.imaging.results.standing import standing
from tests.support.results import contour, ct_series, write_ct, write_document, write_structures

SQUARE = [-10, 20, 2, -6, 20, 2, -6, 22, 2]


@pytest.fixture
def structures(tmp_path):
    """Contours on slices 1 and 2."""
    path = write_structures(tmp_path / "rt", [contour(SQUARE, f"1.2.826.1.2.{n}") for n in (1, 2)])
    return read_result(path)


def test_nothing_is_said_where_all_images_are_open(tmp_path, structures):
    assert standing(structures, map(read_instance, ct_series(tmp_path))) == ""


def test_how_many_are_not_open_is_counted(tmp_path, structures):
    first, *_ = ct_series(tmp_path, 1)
    words = "1 of the 2 images that it refers to are not open."
    assert standing(structures, [read_instance(first)]) == words
    assert standing(structures, []) == "None of the 2 images that it refers to is open."


def test_another_patient_is_said(tmp_path, structures):
    other = read_instance(write_ct(tmp_path / "other", 1, PatientID="P-2"))
    assert standing(structures, [other]) == "It is not drawn: its patient ID is not that of the image."


def test_a_document_speaks_of_no_image(tmp_path):
    assert standing(read_result(write_document(tmp_path / "doc", b"%PDF-1.4 x")), []) == ""
