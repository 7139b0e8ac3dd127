"""The look: dark for a dim room, light for a bright one; one accent, small dense type.

Pictures lie on black in both, and what is drawn on them has the colours of the dark look: the constants here.
Widgets that paint themselves beside the pictures ask `colors`.
"""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtWidgets import QApplication

from meddiag_gui import paths


@dataclass(frozen=True, slots=True)
class Colors:
    """The colours of a look, ``#rrggbb``; ``sheet.qss`` names them ``@ground`` and so on."""

    ground: str
    raised: str
    field: str
    line: str
    text: str
    dim: str
    faded: str
    bright: str
    accent: str
    caution: str
    failure: str
    alert: str
    selected: str
    checked: str
    border: str
    icon: str


DARK = Colors(
    ground="#0e1215", raised="#161c20", field="#000000", line="#263037", text="#d3dbe0", dim="#8b98a1",
    faded="#56616a", bright="#ffffff", accent="#5fa8c4", caution="#d9ab55", failure="#df7b6c",
    alert="#33270f", selected="#24505f", checked="#1b3540", border="#2c5868", icon="#b9c4cc",
)  # fmt: skip
LIGHT = Colors(
    ground="#eef1f3", raised="#fbfcfc", field="#ffffff", line="#c6ced3", text="#1b2328", dim="#55636c",
    faded="#98a4ab", bright="#ffffff", accent="#1d7596", caution="#855600", failure="#b23a28",
    alert="#f8e9c9", selected="#1d7596", checked="#cfe3ea", border="#8db9c9", icon="#39464e",
)  # fmt: skip

HAN_FONTS = (
    "Microsoft YaHei UI", "PingFang SC", "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC",
    "WenQuanYi Micro Hei",
)  # fmt: skip
"""Of Windows, macOS and Linux: for Chinese words and names, which else some systems write as in Japan."""
BLACK = "#000000"  # behind the picture
GROUND, RAISED, LINE = DARK.ground, DARK.raised, DARK.line
TEXT, DIM, ACCENT = DARK.text, DARK.dim, DARK.accent
CAUTION, FAILURE = DARK.caution, DARK.failure
ICON_SIDE = 18


def colors() -> Colors:
    """Return the colours of the look in use."""
    application = QApplication.instance()
    return LIGHT if application is not None and application.property("light") else DARK


def apply(application: QApplication, *, light: bool = False) -> None:
    """Dress the program."""
    application.setProperty("light", light)
    look = colors()
    application.setStyle("Fusion")
    application.setFont(_with_han(application.font()))
    application.setPalette(_palette(look))
    sheet = (paths.resources() / "theme" / "sheet.qss").read_text("utf-8")
    icons = paths.resources() / "icons"
    drawings = {name: f'"{(icons / name).as_posix()}.svg"' for name in ("check", "more")}
    names = asdict(look) | drawings
    application.setStyleSheet(re.sub(r"@(\w+)", lambda found: names[found[1]], sheet))


def _with_han(font: QFont) -> QFont:
    """Let what the program's font lacks come from a font of simplified Chinese, where one is installed."""
    installed = set(QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese))
    families = dict.fromkeys([*font.families(), *(name for name in HAN_FONTS if name in installed)])
    font.setFamilies(list(families))
    return font


def _palette(look: Colors) -> QPalette:
    palette, role = QPalette(), QPalette.ColorRole
    for color, roles in (
        (look.ground, (role.Window, role.Base, role.Dark)),
        (look.raised, (role.AlternateBase, role.Button, role.ToolTipBase)),
        (look.text, (role.WindowText, role.Text, role.ButtonText, role.ToolTipText)),
        (look.line, (role.Light, role.Midlight, role.Mid)),
        (look.dim, (role.PlaceholderText,)),
        (look.selected, (role.Highlight,)),
        (look.bright, (role.HighlightedText,)),
        (look.accent, (role.Link,)),
        (BLACK, (role.Shadow,)),
    ):
        for each in roles:
            palette.setColor(each, QColor(color))
    for each in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, each, QColor(look.faded))
    return palette


def icon(name: str) -> QIcon:
    """Return an icon of ``resources/icons`` in the colours in use; while its action is disabled it is faded.

    Qt itself would lighten it for that, which on a dark ground cannot be told from an enabled one.
    """
    drawing = (paths.resources() / "icons" / f"{name}.svg").read_text("utf-8")
    drawing = drawing.replace(DARK.icon, colors().icon)
    made = QIcon()
    for side in (ICON_SIDE, 2 * ICON_SIDE):
        bright = QPixmap()
        sized = drawing.replace('width="24" height="24"', f'width="{side}" height="{side}"')
        bright.loadFromData(sized.encode(), "SVG")
        faded = QPixmap(bright.size())
        faded.fill(Qt.GlobalColor.transparent)
        painter = QPainter(faded)
        painter.setOpacity(0.3)
        painter.drawPixmap(0, 0, bright)
        painter.end()
        made.addPixmap(bright)
        made.addPixmap(faded, QIcon.Mode.Disabled)
    return made
