from __future__ import annotations

import numpy as np
import pytest

from meddiag_gui.errors import UnreadableImage, UnsupportedImage
from meddiag_gui.imaging.open import open_image
from meddiag_gui.imaging.results.content import MAX_DEPTH
from meddiag_gui.imaging.results.reading import read_result, results_on_disk
from meddiag_gui.imaging.results.result import draw
from tests.support.dicom_files import shipped, write_dicom
from tests.support.results import ct_series, write_document, write_report, write_selection
from tests.support.volumes import item


def test_a_measurement_report(tmp_path):
    sources = ct_series(tmp_path)
    report = read_result(write_report(tmp_path / "sr", sources[0]))
    (measurement,) = report.measurements
    assert (measurement.name, measurement.finding, measurement.site) == ("Lesion 1", "Nodule", "Lung")
    assert [(value.name, value.value) for value in measurement.values] == [("Length", "12.5 mm")]
    assert [ref.uid for ref in measurement.refs] == ["1.2.826.1.2.1"]
    (shape,) = draw(report, open_image(sources[0])).shapes
    assert shape.points.tolist() == [[1, 2], [5, 2]]
    assert draw(report, open_image(sources[1])).empty
    assert report.notices == ("The report is unverified or incomplete, as it says itself.",)


def test_coordinates_in_space_are_drawn_in_their_plane(tmp_path):
    sources = ct_series(tmp_path)
    mark = item(ValueType="SCOORD3D", RelationshipType="CONTAINS", GraphicType="POINT",
                GraphicData=[-10.0, 20.0, 4.0], ReferencedFrameOfReferenceUID="1.2.826.1.9")  # fmt: skip
    path = write_dicom(
        tmp_path / "sr",
        item(
            SOPClassUID="1.2.840.10008.5.1.4.1.1.88.34",
            StudyInstanceUID="1.2.826.1",
            ValueType="CONTAINER",
            ContentSequence=[mark],
        ),
    )
    shapes = [draw(read_result(path), open_image(source)).shapes for source in sources]
    assert [len(found) for found in shapes] == [0, 1, 0]
    np.testing.assert_allclose(shapes[1][0].points, [[0.5, 0.5]])


def test_any_report_is_a_tree_to_read():
    report = read_result(shipped("test-SR.dcm"))
    values = {(node.name, node.value) for node in report.tree.walk()}
    assert {("Diameter", "3 cm"), ("Date", "20001206"), ("Text Code", "A mass of")} <= values
    assert report.measurements == ()


def test_long_texts_keep_their_lines(tmp_path):
    words = "First\r\n" + "x" * 3000
    path = write_dicom(
        tmp_path / "sr",
        item(SOPClassUID="1.2.840.10008.5.1.4.1.1.88.11", ValueType="CONTAINER",
             ContentSequence=[item(ValueType="TEXT", TextValue=words)]),
    )  # fmt: skip
    text = read_result(path).tree.children[0].value
    assert text.splitlines()[0] == "First"
    assert text.count("x") == 3000


def test_a_tree_without_end_is_refused(tmp_path):
    node = item(ValueType="CONTAINER")
    for _ in range(MAX_DEPTH + 1):
        node = item(ValueType="CONTAINER", ContentSequence=[node])
    node.SOPClassUID = "1.2.840.10008.5.1.4.1.1.88.33"
    with pytest.raises(UnreadableImage, match="its content tree is too deep or too large"):
        read_result(write_dicom(tmp_path / "deep", node))


def test_a_selection_of_key_images(tmp_path):
    selection = read_result(write_selection(tmp_path / "ko", ct_series(tmp_path)[:2]))
    assert (selection.purpose, selection.remarks) == ("For Teaching", ("Fine example",))
    assert [ref.uid for ref in selection.refs] == ["1.2.826.1.2.1", "1.2.826.1.2.2"]


def test_a_document_is_kept_as_it_is(tmp_path):
    document = read_result(write_document(tmp_path / "doc", b"%PDF-1.4 odd"))
    assert (document.content, document.origin.title) == (b"%PDF-1.4 odd", "Letter")
    with pytest.raises(UnreadableImage, match="its document is no PDF"):
        read_result(write_document(tmp_path / "exe", b"MZ program"))


def test_a_bad_file_costs_only_itself(tmp_path):
    good = write_document(tmp_path / "good", b"%PDF-1.4 x")
    bad = tmp_path / "bad"
    bad.write_bytes(good.read_bytes()[:500])
    found, problems = results_on_disk((bad, good, tmp_path / "gone"))
    assert [result.origin.path for result in found] == [good]
    assert [problem.split()[0] for problem in problems] == ["bad", "gone"]
    with pytest.raises(UnsupportedImage, match="it is no result that can be shown"):
        read_result(shipped("CT_small.dcm"))
