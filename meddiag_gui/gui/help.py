"""The help window: keys and mouse, and what the program is."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from meddiag_gui import __version__
from meddiag_gui.gui.actions import ACTIONS, MOUSE, PRESET_KEYS
from meddiag_gui.gui.viewer.windows import CT
from meddiag_gui.gui.widgets import text_label
from meddiag_gui.language import mark, tr

RESEARCH_USE = mark("Research use only, not for diagnosis")

ABOUT = mark("""\
A desktop assistant that shows radiographs, runs trained models on this computer, and shows what they \
found with a map of what influenced the score.

Research use only, not for diagnosis. MedDiag is not a medical device. A score is a model's calibrated \
probability within the model's intended use; the map shows influence on the score, not the location of \
disease.

Nothing leaves this computer: there is no network access. The program is free software (Apache License \
2.0); it stands on Qt for Python (LGPL), NumPy, pydicom, imagecodecs, Pillow and ONNX Runtime.""")


class HelpWindow(QDialog):
    """Stays beside the main window; never blocks it."""

    KEYS, ABOUT = 0, 1  # pages

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("MedDiag help"))
        self.resize(840, 640)
        self._tabs = QTabWidget()
        self._tabs.setDocumentMode(True)
        self._tabs.addTab(_keys_page(), tr("Keyboard and mouse"))
        about = text_label(f"MedDiag {__version__}\n\n{tr(ABOUT)}", selectable=True)
        about.setAlignment(Qt.AlignmentFlag.AlignTop)
        about.setContentsMargins(20, 20, 20, 20)
        self._tabs.addTab(about, tr("About MedDiag"))
        QVBoxLayout(self).addWidget(self._tabs)

    def show_page(self, index: int) -> None:
        """Come to the front with a page: `KEYS` or `ABOUT`."""
        self._tabs.setCurrentIndex(index)
        self.show()
        self.raise_()
        self.activateWindow()


def key_rows() -> dict[str, list[tuple[str, str]]]:
    """Keys and what they do, by menu; mouse gestures last."""
    rows: dict[str, list[tuple[str, str]]] = {}
    for spec in ACTIONS:
        if spec.shortcuts:
            native = QKeySequence.SequenceFormat.NativeText
            keys = tr("  or  ").join(QKeySequence(key).toString(native) for key in spec.shortcuts)
            rows.setdefault(tr(spec.menu), []).append((keys, tr(spec.text)))
    rows.setdefault(tr("Window"), []).extend(_preset_rows())
    rows[tr("Mouse")] = _translated(MOUSE)
    return rows


def _preset_rows() -> list[tuple[str, str]]:
    of_ct = [(tr("{key}  in CT", key=key), tr(name)) for key, (name, _, _) in enumerate(CT, 2)]
    return [*_translated(PRESET_KEYS), *of_ct]


def _translated(rows: tuple[tuple[str, str], ...]) -> list[tuple[str, str]]:
    return [(tr(keys), tr(words)) for keys, words in rows]


def _keys_page() -> QWidget:
    """Lay the sections out in two columns of about the same length."""
    body = QWidget()
    row = QHBoxLayout(body)
    row.setContentsMargins(20, 16, 20, 16)
    row.setSpacing(32)
    columns = (QGridLayout(), QGridLayout())
    for column in columns:
        column.setHorizontalSpacing(16)
        column.setVerticalSpacing(7)
        column.setColumnStretch(1, 1)
        row.addLayout(column, 1)
    for title, rows in key_rows().items():
        _add_section(min(columns, key=QGridLayout.rowCount), title, rows)
    for column in columns:
        column.setRowStretch(column.rowCount(), 1)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidget(body)
    # As wide as its words in the font of this screen, with room for the vertical bar: nothing is cut off.
    area.setMinimumWidth(body.sizeHint().width() + area.verticalScrollBar().sizeHint().width())
    return area


def _add_section(column: QGridLayout, title: str, rows: list[tuple[str, str]]) -> None:
    first = column.rowCount()
    heading = text_label(title.upper(), "heading", wrap=False)
    heading.setContentsMargins(0, 10 if first > 1 else 0, 0, 0)
    column.addWidget(heading, first, 0, 1, 2)
    for number, (keys, words) in enumerate(rows, first + 1):
        column.addWidget(text_label(keys, wrap=False), number, 0)
        column.addWidget(text_label(words, "dim", wrap=False), number, 1)
