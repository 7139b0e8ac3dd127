"""Files that were prepared become the library's: a batch in one transaction, each file for itself."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from sqlalchemy.exc import IntegrityError

from meddiag_gui.imaging.text import clean_text
from meddiag_gui.language import tr
from meddiag_gui.library import filing
from meddiag_gui.library.audit import record
from meddiag_gui.library.store import SourceChanged

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from meddiag_gui.imaging.identity import Identity
    from meddiag_gui.library.library import Library
    from meddiag_gui.library.tables.core import Instance

Status = Literal["added", "variant", "known", "failed"]

_UID = re.compile(r"[0-9.]{1,64}")


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of one file.

    Parameters
    ----------
    status
        ``added``; ``variant``: added, though the library has another content under its SOP Instance UID;
        ``known``: it was there already; ``failed``.
    message
        One or more sentences for the user; empty where there is nothing to say.
    study
        Key of its study in the library, or None.
    """

    path: Path
    status: Status
    message: str = ""
    study: int | None = None
    study_instance_uid: str = ""
    sop_instance_uid: str = ""
    sha256: str = ""
    referenced: bool = False


@dataclass(frozen=True, slots=True)
class Prepared:
    """A file that can become the library's: its content is in the store, or stays in its place."""

    row: Imported
    identity: Identity
    size: int
    source: Path
    reference: str | None


class Accepting:
    """Takes prepared files into one library, on behalf of one user."""

    def __init__(self, library: Library, who: str) -> None:
        self._library, self._who = library, who

    def accept(self, batch: Sequence[Prepared]) -> list[Imported]:
        """Take files in; what comes back is on the disk and in the library for good, unless it failed.

        Raises
        ------
        LibraryError
            If the library cannot be written; then none was taken.
        """
        with self._library.write() as session:
            return [self._one(session, prepared) for prepared in batch]

    def is_there(self, instance: Instance) -> bool:
        """Whether the file of an instance is where it should be, by its name."""
        if instance.reference is not None:
            return Path(instance.reference).is_file()
        return self._library.store.has(instance.sha256)

    def _one(self, session: Session, one: Prepared) -> Imported:
        if one.reference is None and not self._library.store.has(one.row.sha256):  # the bin was just emptied
            try:
                self._library.store.put(one.source, one.row.sha256)
            except (OSError, SourceChanged):
                message = tr("{name} is not there any more.", name=clean_text(one.row.path.name))
                return replace(one.row, status="failed", message=message)
        there = filing.known(session, one.identity.sop_instance_uid, one.row.sha256)
        if there is not None:
            if not self.is_there(there):
                there.reference = one.reference  # the file had gone; this one takes its place
            return as_known(one.row, there)
        try:
            with session.begin_nested():
                return self._filed(session, one)
        except IntegrityError:
            name = clean_text(one.row.path.name)
            message = tr("{name} contradicts what the library knows of its patient or study.", name=name)
            return replace(one.row, status="failed", message=message)

    def _filed(self, session: Session, one: Prepared) -> Imported:
        filed = filing.file_in(
            session, one.identity, sha256=one.row.sha256, size=one.size,
            name=clean_text(one.row.path.name), reference=one.reference,
        )  # fmt: skip
        notices = list(filed.notices)
        if filed.instance.variant:
            notices.append(tr("The library has another content under its SOP Instance UID; both are kept."))
        if filed.new_study:
            uid = filed.study.study_instance_uid
            subject = uid if _UID.fullmatch(uid) else ""  # a header may hold anything; the log may not
            record(session, self._who, "import", subject, {"study": filed.study.id})
        status: Status = "variant" if filed.instance.variant else "added"
        return replace(one.row, status=status, message=" ".join(notices), study=filed.study.id)


def as_known(row: Imported, instance: Instance) -> Imported:
    """Say that a file is in the library already."""
    study = instance.series.study
    message = tr("Its study is in the bin.") if study.binned_at is not None else ""
    referenced = instance.reference is not None
    return replace(row, status="known", message=message, study=study.id, referenced=referenced)
