"""The columns of the library's list of studies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meddiag_gui.gui.library.paged import ColumnSpec
from meddiag_gui.gui.text import person_name, plain
from meddiag_gui.language import mark, tr

if TYPE_CHECKING:
    from meddiag_gui.library.search import Found

_STATUS = {"unread": mark("Unread"), "reading": mark("Draft"), "read": mark("Read")}


def _name(found: Found) -> str:
    return plain(person_name(found.patient_name), 80)


def _id(found: Found) -> str:
    issuer = f" ({plain(found.issuer, 30)})" if found.issuer else ""
    return plain(found.patient_id, 64) + issuer


def _born(found: Found) -> str:
    return " ".join(filter(None, (plain(found.patient_birth_date, 10), plain(found.patient_sex, 8))))


def _date(found: Found) -> str:
    day = found.date.isoformat() if found.date else ""
    return " ".join(filter(None, (day, found.time[:5])))


def _modalities(found: Found) -> str:
    return plain(found.modalities, 40)


def _description(found: Found) -> str:
    return plain(found.description or found.body_part, 120)


def _accession(found: Found) -> str:
    return plain(found.accession, 40)


def _images(found: Found) -> str:
    return str(found.images)


def _status(found: Found) -> str:
    return tr(_STATUS.get(found.status, ""))


def _added(found: Found) -> str:
    return found.added_at.astimezone().strftime("%Y-%m-%d %H:%M")


COLUMNS = (
    ColumnSpec("date", mark("Study date"), _date, 125),
    ColumnSpec("name", mark("Patient"), _name, 190),
    ColumnSpec("id", mark("ID"), _id, 120),
    ColumnSpec("born", mark("Born"), _born, 105),
    ColumnSpec("modality", mark("Modality"), _modalities, 80),
    ColumnSpec("description", mark("Description"), _description, 230),
    ColumnSpec("accession", mark("Accession"), _accession, 100),
    ColumnSpec("images", mark("Images"), _images, 60),
    ColumnSpec("status", mark("Status"), _status, 70),
    ColumnSpec("added", mark("Imported"), _added, 125),
)
