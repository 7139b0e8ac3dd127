"""The part of safekeeping that encrypts the library, decrypts it, and changes its passphrase."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from meddiag_gui.gui.widgets import KeepKeys, text_label
from meddiag_gui.language import mark, tr

WARNING = mark(
    "Whoever loses the passphrase, and has no key in the system's keyring, loses the library: nobody can "
    "open it."
)


class EncryptionPart(QWidget):
    """Takes a passphrase twice.

    Signals
    -------
    encrypt_wanted
        Carries the passphrase, empty for the keyring alone, and whether the keyring holds the key.
    decrypt_wanted
        The library is to be plain.
    change_wanted
        Carries the new passphrase.
    """

    encrypt_wanted = Signal(str, bool)
    decrypt_wanted = Signal()
    change_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.state, self.problem = text_label(""), text_label("", "failure")
        self.first, self.again = QLineEdit(), QLineEdit()
        self.keyring = QCheckBox(tr("Keep the key in this system's keyring too, so that nobody is asked"))
        self.encrypt, self.change = QPushButton(tr("Encrypt")), QPushButton(tr("Change the passphrase"))
        self.decrypt, self.sure = (
            QPushButton(tr("Decrypt …")),
            QPushButton(tr("Decrypt: files will be plain")),
        )
        for field, words in ((self.first, tr("Passphrase")), (self.again, tr("The same again"))):
            field.setEchoMode(QLineEdit.EchoMode.Password)
            field.setPlaceholderText(words)
            field.setAccessibleName(words)
        self._keys = KeepKeys(self.first, self.again)
        self.encrypt.clicked.connect(self._encrypt)
        self.change.clicked.connect(self._change)
        self.decrypt.clicked.connect(self.sure.show)
        self.sure.clicked.connect(self.decrypt_wanted)
        self.problem.hide()
        self._lay_out()
        self.show_state(encrypted=False, has_passphrase=False)

    def show_state(self, encrypted: bool, has_passphrase: bool) -> None:
        """Show whether it is encrypted, and by what it opens."""
        if not encrypted:
            words = tr("The library is not encrypted.")
        elif has_passphrase:
            words = tr("The library is encrypted; a passphrase opens it.")
        else:
            words = tr("The library is encrypted; this system's keyring opens it.")
        self.state.setText(words)
        self.encrypt.setVisible(not encrypted)
        self.keyring.setVisible(not encrypted)
        self.change.setVisible(encrypted)
        self.decrypt.setVisible(encrypted)
        self.sure.hide()

    def clear(self) -> None:
        """Forget what was typed."""
        self.first.clear()
        self.again.clear()
        self.problem.hide()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(text_label(tr("ENCRYPTION"), "heading"))
        column.addWidget(self.state)
        fields = QHBoxLayout()
        fields.addWidget(self.first)
        fields.addWidget(self.again)
        column.addLayout(fields)
        column.addWidget(self.keyring)
        column.addWidget(self.problem)
        buttons = QHBoxLayout()
        for button in (self.encrypt, self.change, self.decrypt, self.sure):
            buttons.addWidget(button)
        buttons.addStretch(1)
        column.addLayout(buttons)
        column.addWidget(text_label(tr(WARNING), "dim"))

    def _encrypt(self) -> None:
        if self._agree(empty=self.keyring.isChecked()):
            self.encrypt_wanted.emit(self.first.text(), self.keyring.isChecked())

    def _change(self) -> None:
        if self._agree(empty=False):
            self.change_wanted.emit(self.first.text())

    def _agree(self, *, empty: bool) -> bool:
        """Whether both fields say the same, and something unless that may be empty."""
        same = self.first.text() == self.again.text()
        problem = "" if same else tr("The two are not the same.")
        if same and not self.first.text() and not empty:
            problem = tr("Type a passphrase.")
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))
        return not problem
