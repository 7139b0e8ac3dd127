"""Whoever a data set names, and whether a text or some bytes repeat it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from pydicom.dataset import Dataset

MAX_DEPTH = 16
"""Of nested sequences that are looked into; deeper ones do not stay."""

_SHORTEST_NAME = 3  # letters of a Latin name that is looked for; two of any other script
_SHORTEST_NUMBER = 4
_SHORTEST_BYTES = 5
_ENCODINGS = ("utf-8", "latin-1", "utf-16-le", "utf-16-be", "gb18030", "shift_jis", "euc_kr", "iso8859-5")
_NUMBERS = frozenset((
    "PatientID", "OtherPatientIDs", "AccessionNumber", "AdmissionID", "ServiceEpisodeID",
    "MedicalRecordLocator", "PatientTelephoneNumbers", "FillerOrderNumberImagingServiceRequest",
    "PlacerOrderNumberImagingServiceRequest", "InsurancePlanIdentification", "MilitaryRank",
    "IssuerOfPatientID",
))  # fmt: skip
_PLACES = frozenset((
    "PatientAddress", "InstitutionName", "InstitutionAddress", "PatientMotherBirthName", "PatientBirthName",
    "ReferringPhysicianAddress", "CountryOfResidence", "RegionOfResidence", "PatientReligiousPreference",
))  # fmt: skip
_COMMON = frozenset((
    "the", "and", "for", "von", "van", "der", "hospital", "clinic", "center", "centre", "saint", "street",
    "medical", "university", "department", "radiology", "city", "general", "unknown", "anonymous",
    "anonymized", "none", "other", "male", "female", "chest", "right", "left", "head", "test", "phantom",
    "image", "study", "series",
))  # fmt: skip


def folded(text: str) -> str:
    """Text without case, accents and width, for comparison."""
    spread = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in spread if not unicodedata.combining(letter)).casefold()


class Identities:
    """Names, numbers, dates of birth and places that one data set holds, at any depth.

    Parameters
    ----------
    dataset
        Before anything was changed. What cannot be read in it is passed over: it does not stay either.
    """

    def __init__(self, dataset: Dataset) -> None:
        self._names: set[str] = set()  # folded
        self._originals: set[str] = set()
        self._collect(dataset, 0)
        names = "|".join(sorted(map(_whole, self._names), key=len, reverse=True))
        self._pattern = re.compile(names) if names else None
        self._bytes = tuple(_encoded(self._originals))

    def __len__(self) -> int:
        return len(self._names)

    def named_in(self, text: str) -> bool:
        """Whether a text repeats one of them, as a word or a number of its own."""
        return self._pattern is not None and self._pattern.search(folded(text)) is not None

    def named_in_bytes(self, data: bytes, known: str = "") -> bool:
        """Whether bytes hold one of them, in any of the usual encodings; capitals count.

        Parameters
        ----------
        known
            A text that may stand there: a name that is also a word of it tells nothing.
        """
        for text, name in self._bytes:
            if name in data and text.casefold() not in known.casefold() and _is_whole(name, data):
                return True
        return False

    def _collect(self, dataset: Dataset, depth: int) -> None:
        if depth > MAX_DEPTH:
            return
        for tag in sorted(dataset.keys()):
            try:
                element = dataset[tag]
                vr, keyword, value = element.VR, element.keyword, element.value
            except Exception:  # noqa: S112  (whatever a hostile value makes pydicom stumble over does not stay)
                continue
            if vr == "SQ":
                for item in value or ():
                    self._collect(item, depth + 1)
            elif vr == "PN" or keyword in _PLACES:
                self._add_words(str(value or ""))
            elif keyword in _NUMBERS or (vr in ("LO", "SH") and keyword.endswith("PatientID")):
                for one in value if not isinstance(value, str) and value else [value]:
                    self._add_number(str(one or ""))
            elif keyword == "PatientBirthDate":
                self._add_date(str(value or ""))

    def _add_words(self, text: str) -> None:
        for word in re.split(r"[\W_\d]+", text):
            plain = folded(word)
            if not plain or plain in _COMMON:
                continue
            if len(plain) >= (_SHORTEST_NAME if plain.isascii() else 2):
                self._names.add(plain)
                self._originals.add(word)

    def _add_number(self, text: str) -> None:
        text = text.strip()
        if len(text) >= _SHORTEST_NUMBER and folded(text) not in _COMMON:
            self._names.add(folded(text))
            self._originals.add(text)

    def _add_date(self, text: str) -> None:
        found = re.fullmatch(r"(\d{4})\.?(\d{2})\.?(\d{2})", text.strip())
        if found is None:
            return
        year, month, day = found.groups()
        for order in ((year, month, day), (day, month, year), (month, day, year)):
            for sign in ("", "-", ".", "/"):
                self._names.add(sign.join(order))
                self._originals.add(sign.join(order))


def _whole(name: str) -> str:
    """Return a pattern that finds a name where no further letter, or digit, goes on before or after it."""
    before = r"(?<!\d)" if name[0].isdigit() else r"(?<![a-z])" if name[0].isascii() else ""
    after = r"(?!\d)" if name[-1].isdigit() else r"(?![a-z])" if name[-1].isascii() else ""
    return before + re.escape(name) + after


def _is_whole(name: bytes, data: bytes) -> bool:
    """Whether digits stand somewhere as a number of their own; all else counts wherever it stands."""
    if not name.isdigit():
        return True
    return re.search(rb"(?<![0-9.])" + name + rb"(?![0-9.])", data) is not None


def _encoded(texts: Iterable[str]) -> set[tuple[str, bytes]]:
    """Write texts in every encoding that can, as they are and in capitals; too short ones match by chance."""
    found = set()
    for text in texts:
        for form in {text, text.upper(), text.lower(), text.capitalize()}:
            for encoding in _ENCODINGS:
                try:
                    found.add((text, form.encode(encoding)))
                except UnicodeEncodeError:
                    continue
    return {(text, name) for text, name in found if len(name) >= _SHORTEST_BYTES}
