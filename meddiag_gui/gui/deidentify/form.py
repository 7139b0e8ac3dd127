"""What to take out and what to keep: the options of the profile as a form."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QWidget

from meddiag_gui.imaging.deidentify.options import Dates, Options
from meddiag_gui.language import mark, tr

_DATES = (
    (Dates.REMOVE, mark("Remove")),
    (Dates.SHIFT, mark("Shift by days of each patient's own")),
    (Dates.KEEP, mark("Keep")),
)
_KEPT = (
    ("uids", mark("Keep UIDs"), mark("Whoever has the originals can match them")),
    ("device", mark("Keep the device"), mark("Station, serial numbers, detector")),
    ("institution", mark("Keep the institution"), mark("Name, address, department")),
    ("patient_characteristics", mark("Keep age, sex, size and weight"), mark("Ages above 90 become 90")),
    ("descriptors", mark("Clean descriptions and keep them"), mark("Only words of medicine stay in them")),
    ("structured_content", mark("Clean reports and keep them"), mark("Else reports are left out")),
)


class OptionsForm(QWidget):
    """The options of the profile; without any, it is the basic one (PS3.15 Table E.1-1)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.dates = QComboBox()
        for value, words in _DATES:
            self.dates.addItem(tr(words), value)
        self.kept = {name: QCheckBox(tr(words)) for name, words, _ in _KEPT}
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setVerticalSpacing(4)
        form.addRow(tr("Dates and times"), self.dates)
        for name, _, tip in _KEPT:
            self.kept[name].setToolTip(tr(tip))
            form.addRow(self.kept[name])

    def options(self) -> Options:
        """Return what is chosen."""
        dates = Dates(self.dates.currentData())  # Qt keeps a plain text
        return Options(dates, **{name: box.isChecked() for name, box in self.kept.items()})
