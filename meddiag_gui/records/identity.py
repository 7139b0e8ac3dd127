"""Is the person of a record the person of an image: what agrees, what disagrees, what nobody said."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from itertools import product

from meddiag_gui.records.model import Identifier, Person


class Match(StrEnum):
    """How two statements of one thing compare."""

    SAME = "same"
    UNKNOWN = "unknown"
    DIFFERENT = "different"


class Verdict(StrEnum):
    """What follows for a link."""

    LINK = "link"
    ASK = "ask"
    APART = "apart"


@dataclass(frozen=True, slots=True)
class Imaged:
    """The person as images say it, in DICOM's words.

    Parameters
    ----------
    birth_date
        ``YYYYMMDD`` or empty.
    studies
        Study Instance UIDs.
    """

    patient_id: str
    issuer: str = ""
    name: str = ""
    sex: str = ""
    birth_date: str = ""
    studies: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Comparison:
    """How a person of a record and one of images compare.

    Parameters
    ----------
    identifier
        Whether an identifier of the record is the patient ID; a weak one does not count as ``SAME``.
    issuer
        Of that identifier.
    by_study, by_reference
        Whether the record names a study of the person, or the patient ID only as a reference.
    """

    identifier: Match
    issuer: Match
    name: Match
    sex: Match
    birth_date: Match
    by_study: bool = False
    by_reference: bool = False

    @property
    def verdict(self) -> Verdict:
        """Link where the identifier is the same and nothing disagrees; ask on any doubt.

        An identifier of another issuer is somebody else's, unless name and birth date say otherwise.
        """
        person = (self.name, self.sex, self.birth_date)
        sure = self.name is Match.SAME and self.birth_date is Match.SAME
        if self.identifier is Match.SAME and self.issuer is not Match.DIFFERENT:
            return Verdict.ASK if Match.DIFFERENT in person else Verdict.LINK
        if self.by_study:
            whole = self.identifier is Match.UNKNOWN and sure and self.sex is not Match.DIFFERENT
            return Verdict.LINK if whole else Verdict.ASK
        if self.identifier is Match.SAME:
            return Verdict.ASK if sure else Verdict.APART
        if self.by_reference:
            return Verdict.LINK if sure and self.sex is not Match.DIFFERENT else Verdict.ASK
        return Verdict.APART


def compare(person: Person, imaged: Imaged, studies: frozenset[str] = frozenset()) -> Comparison:
    """Compare a person of a record with one of images.

    Parameters
    ----------
    studies
        Study Instance UIDs that the record names.
    """
    held = [given for given in person.identifiers if _fold_id(given.value)]
    strong = [given for given in held if not given.weak]
    wanted = _fold_id(imaged.patient_id)
    same = [given for given in strong if wanted and _fold_id(given.value) == wanted]
    issuers = [_match_issuer(given, imaged.issuer) for given in same]
    return Comparison(
        identifier=Match.SAME if same else Match.DIFFERENT if strong and wanted else Match.UNKNOWN,
        issuer=next((each for each in Match if each in issuers), Match.UNKNOWN),
        name=match_names(person.names, imaged.name),
        sex=match_sex(person.sex, imaged.sex),
        birth_date=match_dates(person.birth_date, imaged.birth_date),
        by_study=bool(studies & imaged.studies),
        by_reference=bool(wanted) and any(given.weak and _fold_id(given.value) == wanted for given in held),
    )


def compatible(one: Person, other: Person) -> bool:
    """Whether two records of one identifier and issuer can be of one person: nothing disagrees."""
    names = [match_names(one.names, name) for name in other.names]
    disagree = bool(names) and Match.SAME not in names and Match.DIFFERENT in names
    return (
        not disagree
        and match_sex(one.sex, other.sex) is not Match.DIFFERENT
        and match_dates(one.birth_date, other.birth_date) is not Match.DIFFERENT
    )


def same_issuer(one: str, other: str) -> bool:
    """Whether two names of an issuer are one: ``urn:oid:1.2`` and ``1.2``, whatever the case."""
    return _fold_issuer(one) == _fold_issuer(other)


def match_names(names: tuple[str, ...], imaged: str) -> Match:
    """Compare names; any script of the one may agree with any of the other (PS3.5 6.2.1)."""
    ours = [form for name in names for group in name.split("=") if (form := _forms(group))]
    theirs = [form for group in imaged.split("=") if (form := _forms(group))]
    if not ours or not theirs:
        return Match.UNKNOWN
    return Match.SAME if any(one & other for one, other in product(ours, theirs)) else Match.DIFFERENT


def match_sex(one: str, other: str) -> Match:
    """Compare sexes as DICOM codes them."""
    one, other = (text.strip().upper()[:1] for text in (one, other))
    if one not in ("M", "F", "O") or other not in ("M", "F", "O"):
        return Match.UNKNOWN
    return Match.SAME if one == other else Match.DIFFERENT


def match_dates(one: str, other: str) -> Match:
    """Compare birth dates at the precision that both have."""
    short, long = sorted((re.sub(r"\D", "", text)[:8] for text in (one, other)), key=len)
    if len(short) < 4:
        return Match.UNKNOWN
    return Match.SAME if long.startswith(short) else Match.DIFFERENT


def _match_issuer(given: Identifier, imaged: str) -> Match:
    ours = {_fold_issuer(name) for name in given.issuers} - {""}
    theirs = _fold_issuer(imaged)
    if not ours or not theirs:
        return Match.SAME if not ours and not theirs else Match.UNKNOWN
    return Match.SAME if theirs in ours else Match.DIFFERENT


def _fold_issuer(text: str) -> str:
    return text.strip().casefold().removeprefix("urn:oid:").rstrip("/")


def _fold_id(text: str) -> str:
    return " ".join(text.split()).casefold()


def fold_name(text: str) -> str:
    """Fold case, accents and full-width letters; what is neither letter nor digit becomes one space."""
    spread = unicodedata.normalize("NFKD", text).casefold()
    bare = "".join(char for char in spread if not unicodedata.combining(char))
    return " ".join(re.sub(r"[\W_]+", " ", bare).split())


def _forms(group: str) -> frozenset[str]:
    """Ways to write a name that count as one: its words in any order; all of them without spaces."""
    family, _, given = (" ".join(group.split("^")[:3]), "", "") if "^" not in group else _split(group)
    words = fold_name(f"{family} {given}").split()
    if not words:
        return frozenset()
    glued = {fold_name(f"{family} {given}"), fold_name(f"{given} {family}")}
    return frozenset({" ".join(sorted(words)), *("\0" + each.replace(" ", "") for each in glued)})


def _split(group: str) -> tuple[str, str, str]:
    family, *rest = group.split("^")
    return family, "^", " ".join(rest[:2])
