"""The part of safekeeping that names the library's users and their roles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from meddiag_gui.gui.text import plain
from meddiag_gui.gui.widgets import KeepKeys, text_label
from meddiag_gui.language import mark, tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from meddiag_gui.library.users import Person

ROLES = {"reader": mark("Reader"), "trainer": mark("Trainer"), "administrator": mark("Administrator")}
WORDS = mark(
    "Readers import, read and sign; trainers also train models and change operating points; administrators "
    "also name users, encrypt, restore and delete for good. The first user is an administrator."
)
_HEIGHT = 84


class UsersPart(QWidget):
    """Lists users, and takes a name, a role and a password.

    Signals
    -------
    add_wanted, change_wanted
        Carries name, role and password; to change a role alone the password is empty.
    removal_wanted
        Carries the name.
    """

    add_wanted = Signal(str, str, str)
    change_wanted = Signal(str, str, str)
    removal_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._people: tuple[Person, ...] = ()
        self.list, self.name, self.role = QListWidget(), QLineEdit(), QComboBox()
        self.password = QLineEdit()
        self.add, self.change = QPushButton(tr("Add")), QPushButton(tr("Change"))
        self.remove = QPushButton(tr("Remove"))
        self.list.setFixedHeight(_HEIGHT)
        self.list.setAccessibleName(tr("Users"))
        self.list.currentRowChanged.connect(self._on_row)
        self.name.setPlaceholderText(tr("Name"))
        self.name.textChanged.connect(self._show_buttons)
        self.password.setPlaceholderText(tr("Password"))
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        for role, words in ROLES.items():
            self.role.addItem(tr(words), role)
        self._keys = KeepKeys(self.name, self.password, self.role, self.list)
        self.add.clicked.connect(self._add)
        self.change.clicked.connect(self._change)
        self.remove.clicked.connect(self._remove)
        self._lay_out()
        self.show_users(())

    def show_users(self, people: Sequence[Person]) -> None:
        """Show the users."""
        self._people = tuple(people)
        self.list.clear()
        self.list.addItems([f"{plain(one.name, 64)}  –  {tr(ROLES[one.role])}" for one in people])
        self.list.setVisible(bool(people))
        if not people:
            self.role.setCurrentIndex(list(ROLES).index("administrator"))
        self._show_buttons()

    def clear(self) -> None:
        """Forget what was typed."""
        self.name.clear()
        self.password.clear()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(text_label(tr("USERS"), "heading"))
        column.addWidget(self.list)
        for widgets in ((self.name, self.role, self.password), (self.add, self.change, self.remove)):
            row = QHBoxLayout()
            for widget in widgets:
                row.addWidget(widget)
            row.addStretch(1)
            column.addLayout(row)
        column.addWidget(text_label(tr(WORDS), "dim"))

    def _on_row(self, row: int) -> None:
        if 0 <= row < len(self._people):
            person = self._people[row]
            self.name.setText(person.name)
            self.role.setCurrentIndex(list(ROLES).index(person.role))

    def _show_buttons(self) -> None:
        known = self.name.text().strip() in [person.name for person in self._people]
        self.add.setEnabled(bool(self.name.text().strip()) and not known)
        self.change.setEnabled(known)
        self.remove.setEnabled(known)

    def _fields(self) -> tuple[str, str, str]:
        return self.name.text().strip(), str(self.role.currentData()), self.password.text()

    def _add(self) -> None:
        self.add_wanted.emit(*self._fields())

    def _change(self) -> None:
        self.change_wanted.emit(*self._fields())

    def _remove(self) -> None:
        self.removal_wanted.emit(self.name.text().strip())
