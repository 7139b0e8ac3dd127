"""A draft as its reader writes it: what can be said of which finding."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from meddiag_gui.gui.text import plain
from meddiag_gui.gui.verdict import drafts
from meddiag_gui.language import tr
from meddiag_gui.library.reading.opinion import LONGEST_FINDING, Draft

if TYPE_CHECKING:
    from meddiag_gui.gui.verdict.answers import KeptAnswers
    from meddiag_gui.gui.verdict.work import Told
    from meddiag_gui.library.reading.opinion import FindingOpinion, Presence


class Writing(QObject):
    """Holds a draft and changes it.

    Attributes
    ----------
    draft, editing
        What is being written, and whether it can be changed: not what is signed.
    answers
        What models said of the image that is open.

    Signals
    -------
    changed
        The draft or anything about it is another.
    """

    changed = Signal()

    def __init__(self, answers: KeptAnswers, parent: QObject) -> None:
        super().__init__(parent)
        answers.setParent(self)
        self.answers = answers
        self.draft, self.editing = Draft(), False
        answers.changed.connect(self.changed)

    @property
    def told(self) -> dict[str, Told]:
        """What models said of the image: their scores by finding."""
        return self.answers.told

    @property
    def missing(self) -> tuple[str, ...]:
        """Findings of models on which the reader has not said anything."""
        return drafts.missing(self.draft, self.told)

    def opinion(self, finding: str) -> FindingOpinion | None:
        """What the draft says of a finding."""
        return drafts.opinion(self.draft, finding)

    def say(self, finding: str, presence: Presence | None, added: bool = False) -> None:
        """Take the reader's word on a finding; None takes it back."""
        if self.answers.place is not None:
            here = self.answers.place.instance
            self._write(drafts.said(self.draft, finding, presence, here, added=added))

    def add(self, finding: str) -> str:
        """Add a finding that no model named; return why not, or nothing."""
        named = plain(finding.strip(), LONGEST_FINDING)
        if not named:
            return ""
        if self.opinion(named) is not None or named.casefold() in {name.casefold() for name in self.told}:
            return tr("{finding} is in the list already.", finding=named)
        self.say(named, "present", added=True)
        return ""

    def comment_on(self, finding: str, comment: str) -> None:
        """Take a comment on a finding on which the reader has said something."""
        self._write(drafts.commented(self.draft, finding, comment))

    def comment(self, comment: str) -> None:
        """Take the comment on the whole study."""
        self._write(drafts.with_comment(self.draft, comment))

    def _write(self, draft: Draft) -> None:
        if self.editing and draft != self.draft:
            self.draft = draft
            self._on_edit()
            self.changed.emit()

    def _on_edit(self) -> None:
        """See to it that the draft is saved."""
        raise NotImplementedError
