"""Small widgets that every panel uses."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from meddiag_gui.language import tr


def text_label(text: str = "", role: str = "", *, selectable: bool = False, wrap: bool = True) -> QLabel:
    """Make a label that takes its text as it stands, never as HTML.

    Parameters
    ----------
    role
        ``heading``, ``title``, ``dim``, ``caution`` or ``failure``: its look in ``sheet.qss``.
    selectable
        Whether the text can be marked and copied.
    wrap
        Whether it may take several lines.
    """
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(wrap)
    label.setProperty("role", role)
    label.setText(text)
    if selectable:
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        label.setCursor(Qt.CursorShape.IBeamCursor)
    return label


def rule() -> QFrame:
    """Make a thin line between sections."""
    line = QFrame()
    line.setProperty("role", "line")
    line.setFixedHeight(1)
    return line


def clear_layout(layout: QVBoxLayout) -> None:
    """Take away and delete everything in a layout."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()


class Strip(QFrame):
    """A calm line of text above the picture: reservations, or what went wrong.

    Parameters
    ----------
    kind
        ``notice`` or ``failure``; only the latter can be put away.
    """

    def __init__(self, kind: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "strip")
        self.setProperty("kind", kind)
        self._label = text_label(selectable=True)
        self._label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 8, 6)
        row.addWidget(self._label, 1)
        if kind == "failure":
            button = QPushButton(tr("Dismiss"))
            button.clicked.connect(self.hide)
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()

    @property
    def text(self) -> str:
        """What it says; empty while hidden."""
        return self._label.text() if not self.isHidden() else ""

    def say(self, text: str) -> None:
        """Show a text, or hide for an empty one."""
        self._label.setText(text)
        self.setVisible(bool(text))


class KeepKeys(QObject):
    """Keeps plain keys in the field that has the focus: Down chooses a value and scrolls no images.

    Parameters
    ----------
    fields
        The fields that keep their keys; the first becomes the parent.
    """

    def __init__(self, *fields: QWidget) -> None:
        super().__init__(fields[0])
        for field in fields:
            field.installEventFilter(self)

    def eventFilter(self, field: QObject, event: QEvent) -> bool:  # noqa: N802, D102  # Qt's name
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            held = event.modifiers() & ~(
                Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
            )
            if not held and event.key() != Qt.Key.Key_Escape:
                event.accept()
                return True
        return super().eventFilter(field, event)
