"""The look: near-black ground, one accent, small dense type; made for a dim room."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtWidgets import QApplication

from meddiag_gui import paths

BLACK = "#000000"  # behind the picture
GROUND = "#0e1215"
RAISED = "#161c20"
LINE = "#263037"
TEXT = "#d3dbe0"
DIM = "#8b98a1"
ACCENT = "#5fa8c4"
CAUTION = "#d9ab55"
FAILURE = "#df7b6c"
ICON_SIDE = 18

_ROLES = {
    QPalette.ColorRole.Window: GROUND,
    QPalette.ColorRole.Base: GROUND,
    QPalette.ColorRole.AlternateBase: RAISED,
    QPalette.ColorRole.Button: RAISED,
    QPalette.ColorRole.ToolTipBase: RAISED,
    QPalette.ColorRole.WindowText: TEXT,
    QPalette.ColorRole.Text: TEXT,
    QPalette.ColorRole.ButtonText: TEXT,
    QPalette.ColorRole.ToolTipText: TEXT,
    QPalette.ColorRole.PlaceholderText: DIM,
    QPalette.ColorRole.Highlight: "#24505f",
    QPalette.ColorRole.HighlightedText: "#ffffff",
    QPalette.ColorRole.Link: ACCENT,
    QPalette.ColorRole.Light: LINE,
    QPalette.ColorRole.Midlight: LINE,
    QPalette.ColorRole.Mid: LINE,
    QPalette.ColorRole.Dark: GROUND,
    QPalette.ColorRole.Shadow: BLACK,
}


def apply(application: QApplication) -> None:
    """Dress the program; colours in ``dark.qss`` are written ``@name`` after the constants here."""
    application.setStyle("Fusion")
    palette = QPalette()
    for role, color in _ROLES.items():
        palette.setColor(role, QColor(color))
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor("#56616a"))
    application.setPalette(palette)
    sheet = (paths.resources() / "theme" / "dark.qss").read_text("utf-8")
    for name in ("BLACK", "GROUND", "RAISED", "LINE", "TEXT", "DIM", "ACCENT", "CAUTION", "FAILURE"):
        sheet = sheet.replace(f"@{name.lower()}", globals()[name])
    check = (paths.resources() / "icons" / "check.svg").as_posix()
    application.setStyleSheet(sheet.replace("@check", f'"{check}"'))


def icon(name: str) -> QIcon:
    """Return an icon of ``resources/icons``; while its action is disabled it is faded.

    Qt itself would lighten it for that, which on a dark ground cannot be told from an enabled one.
    """
    drawing = QIcon(str(paths.resources() / "icons" / f"{name}.svg"))
    made = QIcon()
    for side in (ICON_SIDE, 2 * ICON_SIDE):
        bright = drawing.pixmap(side)
        faded = QPixmap(bright.size())
        faded.fill(Qt.GlobalColor.transparent)
        painter = QPainter(faded)
        painter.setOpacity(0.3)
        painter.drawPixmap(0, 0, bright)
        painter.end()
        made.addPixmap(bright)
        made.addPixmap(faded, QIcon.Mode.Disabled)
    return made
