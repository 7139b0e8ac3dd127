"""The annotations of one image, and how they came to be: undo and redo."""

from __future__ import annotations

from dataclasses import dataclass

from meddiag_gui.imaging.measure.annotation import Annotation

Annotations = tuple[Annotation, ...]


@dataclass(frozen=True, slots=True)
class ImageKey:
    """Which image annotations belong to: the content of its file, never its name; and the frame."""

    sha256: str
    frame: int = 0


class Document:
    """Annotations of one image in the order in which they were made; every state before stays reachable."""

    def __init__(self, key: ImageKey, annotations: Annotations = ()) -> None:
        self.key = key
        self.annotations = annotations
        self._before: list[Annotations] = []
        self._after: list[Annotations] = []
        self._reason = ""

    @property
    def can_undo(self) -> bool:
        """Whether anything was changed in this session."""
        return bool(self._before)

    @property
    def can_redo(self) -> bool:
        """Whether a change was taken back."""
        return bool(self._after)

    def find(self, identity: str) -> Annotation | None:
        """Return the annotation of an id."""
        return next((one for one in self.annotations if one.id == identity), None)

    def put(self, annotation: Annotation, reason: str = "") -> None:
        """Add an annotation, or replace the one of its id.

        Changes of one after the other for the same ``reason`` (not empty) are one step to undo.
        """
        known = self.find(annotation.id)
        if known is None:
            self._change((*self.annotations, annotation), "")
        elif known != annotation:
            replaced = tuple(annotation if one.id == annotation.id else one for one in self.annotations)
            self._change(replaced, reason and f"{reason} {annotation.id}")

    def remove(self, identity: str) -> None:
        """Take an annotation away."""
        self._change(tuple(one for one in self.annotations if one.id != identity), "")

    def clear(self) -> None:
        """Take all away."""
        self._change((), "")

    def _change(self, annotations: Annotations, reason: str) -> None:
        if annotations == self.annotations:
            return
        if not (reason and reason == self._reason):
            self._before.append(self.annotations)
        self._after.clear()
        self.annotations, self._reason = annotations, reason

    def undo(self) -> None:
        """Go back one step, where there is one."""
        if self._before:
            self._after.append(self.annotations)
            self.annotations, self._reason = self._before.pop(), ""

    def redo(self) -> None:
        """Make the step that was taken back."""
        if self._after:
            self._before.append(self.annotations)
            self.annotations, self._reason = self._after.pop(), ""
