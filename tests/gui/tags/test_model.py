from __future__ import annotations

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from meddiag_gui.gui.tags.model import VALUE, TagModel
from meddiag_gui.imaging.tags import TagRow

ITEM = TagRow("", "Item 1", children=(TagRow("(0008,1155)", "Referenced UID", "RefUID", "UI", 1, "1.2.9"),))
ROWS = (
    TagRow("(0008,1140)", "Referenced Image Sequence", "RefSeq", "SQ", 1, "1 item", (ITEM,)),
    TagRow("(0010,0010)", "Patient's Name", "PatientName", "PN", 1, "Müller^<b>Ann</b>"),
    TagRow("(0028,0030)", "Pixel Spacing", "PixelSpacing", "DS", 2, "0.5\\0.25"),
)


def shown(model: TagModel, parent: QModelIndex | None = None) -> list[object]:
    """Names as nested lists."""
    parent = parent or QModelIndex()
    names: list[object] = []
    for place in range(model.rowCount(parent)):
        index = model.index(place, 0, parent)
        assert model.parent(index) == parent
        below = shown(model, index)
        names += [model.index(place, 1, parent).data(), *([below] if below else [])]
    return names


@pytest.fixture
def model(qapp: object) -> TagModel:
    made = TagModel()
    QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Fatal, made)
    made.set_rows(ROWS)
    return made


def test_rows_stand_in_a_tree(model: TagModel) -> None:
    assert shown(model) == [
        "Referenced Image Sequence",
        [ITEM.name, ["Referenced UID"]],
        "Patient's Name",
        "Pixel Spacing",
    ]
    assert (model.found, model.total) == (4, 4)
    assert [model.index(2, column).data() for column in range(5)] == [
        "(0028,0030)",
        "Pixel Spacing",
        "DS",
        "2",
        "0.5\\0.25",
    ]
    assert model.index(0, 3).data() == ""  # the value of a sequence says how many items it has


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("1155", ["Referenced Image Sequence", ["Item 1", ["Referenced UID"]]]),
        ("00280030", ["Pixel Spacing"]),
        ("0028,0030", ["Pixel Spacing"]),
        ("müller", ["Patient's Name"]),
        ("spacing 0.25", ["Pixel Spacing"]),
        ("spacing müller", []),
        ("patientname", ["Patient's Name"]),
        ("image sequence", ["Referenced Image Sequence", ["Item 1", ["Referenced UID"]]]),
    ],
)
def test_a_search_leaves_what_has_all_its_words_and_what_is_above(
    model: TagModel, text: str, found: list[object]
) -> None:
    model.search(text)
    assert model.searching
    assert shown(model) == found
    model.search(" ")
    assert (model.searching, model.found) == (False, 4)


def test_the_search_stays_for_the_next_file(model: TagModel) -> None:
    model.search("spacing")
    model.set_rows(ROWS[1:])
    assert shown(model) == ["Pixel Spacing"]
    assert (model.found, model.total) == (1, 2)


def test_a_tool_tip_is_never_taken_as_html(model: TagModel) -> None:
    tip = model.index(1, VALUE).data(Qt.ItemDataRole.ToolTipRole)
    assert tip == "<p>Müller^&lt;b&gt;Ann&lt;/b&gt;</p>"
    assert model.index(1, 1).data(Qt.ItemDataRole.ToolTipRole) == "<p>PatientName</p>"
