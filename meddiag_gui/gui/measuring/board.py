"""Measuring in one view: the annotations of its picture, what they measure, and how they are drawn."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRectF, Signal

from meddiag_gui.gui.measuring.desk import Desk
from meddiag_gui.gui.measuring.entry import TextEntry
from meddiag_gui.gui.measuring.figuring import Figuring
from meddiag_gui.gui.measuring.graphics import AnnotationGraphic, DraftGraphic, Hint, label_place
from meddiag_gui.gui.measuring.hand import Hand
from meddiag_gui.gui.measuring.hints import hint
from meddiag_gui.gui.measuring.keeper import AnnotationKeeper
from meddiag_gui.gui.runner import Runner
from meddiag_gui.gui.viewer.view import ImageView
from meddiag_gui.imaging.measure.annotation import Annotation
from meddiag_gui.imaging.measure.document import Document, ImageKey
from meddiag_gui.imaging.measure.words import label_lines

if TYPE_CHECKING:
    from meddiag_gui.gui.viewer.graphics import Graphic
    from meddiag_gui.imaging.image import RadiographImage
    from meddiag_gui.imaging.measure.figures import Figures


class Board(QObject):
    """Joins a view, the documents, and what is in the reader's hand.

    Signals
    -------
    changed
        The annotations of the picture, or what they measure, are others.
    """

    changed = Signal()

    def __init__(
        self, view: ImageView, keeper: AnnotationKeeper, desk: Desk, io: Runner, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.view, self.desk = view, desk
        self._keeper = keeper
        self._figuring = Figuring(io, self.refresh)
        self._hand = Hand(self)
        self._written: Annotation | None = None  # whose words are being written
        view.set_tool(self._hand, "measuring")
        view.replaced.connect(self._on_replaced)
        keeper.changed.connect(self._on_document)
        desk.changed.connect(self._on_desk)
        self._on_replaced()

    @property
    def image(self) -> RadiographImage | None:
        """The image on the screen."""
        return self.view.picture.image if self.view.picture is not None else None

    @property
    def document(self) -> Document | None:
        """The annotations of the image; None without one, and while they are read."""
        return self._keeper.document(self._key) if self._key is not None else None

    @property
    def annotations(self) -> tuple[Annotation, ...]:
        """Those that are shown."""
        document = self.document
        return document.annotations if document is not None and self.desk.shown else ()

    @property
    def selected(self) -> Annotation | None:
        """The selected annotation, if it is on this image."""
        return next((one for one in self.annotations if one.id == self.desk.selected), None)

    def figures(self, annotation: Annotation) -> Figures:
        """What an annotation measures; there must be an image."""
        if self.image is None:
            raise ValueError("there is no image")
        return self._figuring.figures(annotation, self.image)

    def put(self, annotation: Annotation, reason: str = "") -> None:
        """Add or change an annotation; for ``reason`` see `Document.put`."""
        if self.document is not None:
            self.document.put(annotation, reason)
            self._tell()

    def remove_selected(self) -> None:
        """Delete the selected annotation."""
        if self.document is not None and self.selected is not None:
            self.document.remove(self.selected.id)
            self._tell()

    def clear(self) -> None:
        """Delete all annotations of the image."""
        if self.document is not None:
            self.document.clear()
            self._tell()

    def undo(self) -> None:
        """Take the last change back."""
        if self.document is not None:
            self.document.undo()
            self._tell()

    def redo(self) -> None:
        """Make the change again that was taken back."""
        if self.document is not None:
            self.document.redo()
            self._tell()

    def write(self, annotation: Annotation) -> None:
        """Let the reader write the words of a text or arrow on the picture."""
        self._written = annotation
        at = self.label_rect(annotation).topLeft().toPoint()
        entry = TextEntry(self.view, at, annotation.text)
        entry.written.connect(self._take_text)
        entry.cancelled.connect(self._leave_text)
        self.redraw()

    def label_rect(self, annotation: Annotation) -> QRectF:
        """Where the label of an annotation lies in the view."""
        words = self._words(annotation)
        return label_place(annotation, words, self.view.to_view, self.view.font(), QRectF(self.view.rect()))

    def refresh(self) -> None:
        """Draw all anew, and say that it changed."""
        self.redraw()
        self.changed.emit()

    def redraw(self) -> None:
        """Draw all anew, also what is not finished."""
        if self.image is not None:
            self.view.set_graphics("measurements", self._graphics())

    def _graphics(self) -> list[Graphic]:
        shown: list[Graphic] = []
        for one in self.annotations:
            current = self._hand.preview if self._hand.preview and self._hand.preview.id == one.id else one
            if self._written is None or one.id != self._written.id:
                chosen = one.id == self.desk.selected
                shown.append(AnnotationGraphic(current, self._words(current), chosen))
        draft = self._hand.draft
        if draft is not None and draft.points:
            made = draft.annotation()
            if made is None:
                shown.append(DraftGraphic(draft.kind, draft.shown))
            else:
                shown.append(AnnotationGraphic(replace(made, id="draft"), self._words(made), True))
        words = hint(self.desk, draft, kept=self._key is not None, ready=self.document is not None)
        return [*shown, Hint(words)] if words else shown

    def _words(self, annotation: Annotation) -> tuple[str, ...]:
        return label_lines(annotation, self.figures(annotation))

    def _tell(self) -> None:
        if self._key is not None:
            self._keeper.touch(self._key)

    def _take_text(self, text: str) -> None:
        annotation, self._written = self._written, None
        if annotation is not None and (text or annotation.kind == "arrow"):
            self.put(replace(annotation, text=text))
            self.desk.select(annotation.id)
        self._leave_text()

    def _leave_text(self) -> None:
        self._written = None
        self.view.setFocus()
        self.redraw()

    def _on_replaced(self) -> None:
        image = self.image
        of_file = image is not None and bool(image.sha256)
        self._key = ImageKey(image.sha256, image.frame) if image is not None and of_file else None
        self._figuring.forget()
        self._hand.let_go()
        self.refresh()

    def _on_document(self, key: ImageKey) -> None:
        if key == self._key:
            self.refresh()

    def _on_desk(self) -> None:
        self._hand.follow_desk()
        self.redraw()
