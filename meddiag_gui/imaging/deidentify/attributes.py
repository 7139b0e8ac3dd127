"""A data set without identities: the profile applied at every depth, and what is left searched for them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from pydicom._uid_dict import UID_dictionary
from pydicom.dataelem import DataElement
from pydicom.dataset import Dataset
from pydicom.sequence import Sequence
from pydicom.tag import BaseTag, Tag

from meddiag_gui.imaging.deidentify.identities import MAX_DEPTH, Identities
from meddiag_gui.imaging.deidentify.options import Options
from meddiag_gui.imaging.deidentify.profile import Action, action_for
from meddiag_gui.imaging.deidentify.pseudonyms import Pseudonyms, is_uid, shifted_date
from meddiag_gui.imaging.deidentify.words import cleaned

DUMMY = "ANONYMIZED"

_TEXTS = frozenset(("AE", "CS", "LO", "LT", "PN", "SH", "ST", "UC", "UR", "UT"))
_NUMBERS = {"DS": "0", "IS": "0", "FD": 0.0, "FL": 0.0}
_STRUCTURE = frozenset((  # what tells how the rest is read: never touched, and no place for a name
    "SpecificCharacterSet", "SOPClassUID", "Modality", "ImageType", "PhotometricInterpretation",
    "PixelSpacing", "LossyImageCompressionMethod", "PatientPosition", "ViewPosition", "FrameOfReferenceUID",
    "CodingSchemeDesignator", "ValueType", "RelationshipType", "ContinuityOfContent", "CompletionFlag",
    "VerificationFlag", "PixelIntensityRelationship", "PresentationLUTShape", "ConversionType",
    "RescaleType", "VOILUTFunction", "Laterality", "ImageLaterality",
))  # fmt: skip
_CHARACTER_SET = 0x00080005  # set anew, at the outermost level alone: everything becomes UTF-8
_AGE_LIMIT = "090Y"
"""Higher ages are so rare that they can tell who somebody is (45 CFR 164.514 (b)(2)(i)(C))."""


@dataclass(slots=True)
class Done:
    """What was done with one data set.

    Parameters
    ----------
    actions
        How many attributes, by what became of them.
    repeats
        Places where a text repeated an identity and was blanked: keywords joined by dots, no values.
    """

    actions: Counter[str] = field(default_factory=Counter)
    repeats: list[str] = field(default_factory=list)


def structure_of(dataset: Dataset) -> str:
    """Return what tells how the rest is read, as text; a name that is also a word of it tells nothing."""
    return " ".join(str(dataset.get(keyword) or "") for keyword in _STRUCTURE)


class Cleaner:
    """Applies the profile to one data set.

    Parameters
    ----------
    identities
        Those of the data set as it came.
    pseudonym
        What stands for the patient's name and ID.
    shift
        By which dates move into the past, where the options shift them.
    """

    def __init__(
        self,
        options: Options,
        pseudonyms: Pseudonyms,
        identities: Identities,
        pseudonym: str,
        shift: timedelta,
    ) -> None:
        self._options, self._pseudonyms, self._identities = options, pseudonyms, identities
        self._pseudonym, self._shift = pseudonym, shift
        self.done = Done()

    def clean(self, dataset: Dataset) -> Dataset:
        """Return a new data set; the given one is not changed. Its texts are UTF-8 (ISO_IR 192)."""
        result = self._level(dataset, (), dummy=False)
        result.PatientName = result.PatientID = self._pseudonym
        result.SpecificCharacterSet = "ISO_IR 192"
        return result

    def _level(self, dataset: Dataset, path: tuple[str, ...], *, dummy: bool) -> Dataset:
        """Clean one level; with ``dummy`` every value is replaced, as in a sequence that must only exist."""
        result = Dataset()
        for tag in sorted(dataset.keys()):
            element = self._readable(dataset, Tag(tag))
            if element is None:
                self.done.actions["removed"] += 1
                continue
            action = action_for(element.tag, element.VR, self._options)
            if dummy and action in (Action.KEEP, Action.CLEAN) and element.keyword not in _STRUCTURE:
                action = Action.DUMMY
            made = self._element(element, action, path)
            if made is not None:
                result.add(made)
        return result

    def _readable(self, dataset: Dataset, tag: BaseTag) -> DataElement | None:
        if tag == _CHARACTER_SET:
            return None
        try:
            return dataset[tag]
        except Exception:  # whatever a hostile value makes pydicom stumble over does not stay
            return None

    def _element(self, element: DataElement, action: Action, path: tuple[str, ...]) -> DataElement | None:
        name = element.keyword or "unnamed"
        if element.VR == "SQ":
            return self._sequence(element, action, (*path, name))
        made = self._value(element, action)
        self.done.actions[_WORDS[action] if made is not None else "removed"] += 1
        if made is None or action in (Action.DUMMY, Action.EMPTY, Action.UID) or name in _STRUCTURE:
            return made
        return self._searched(made, ".".join((*path, name)))

    def _sequence(self, element: DataElement, action: Action, path: tuple[str, ...]) -> DataElement | None:
        if action is Action.REMOVE or len(path) > MAX_DEPTH:
            self.done.actions["removed"] += 1
            return None
        if action is Action.EMPTY:
            self.done.actions["emptied"] += 1
            return DataElement(element.tag, "SQ", Sequence())
        items = [self._level(item, path, dummy=action is Action.DUMMY) for item in element.value or ()]
        return DataElement(element.tag, "SQ", Sequence(items))

    def _value(self, element: DataElement, action: Action) -> DataElement | None:
        tag, vr = element.tag, element.VR
        if action is Action.REMOVE:
            return None
        if action is Action.EMPTY:
            return DataElement(tag, vr, b"" if vr.startswith("O") else "")
        if action is Action.DUMMY:
            return DataElement(tag, vr, self._dummy(element))
        if action is Action.UID or (vr == "UI" and action is not Action.KEEP):
            return DataElement(tag, "UI", _each(element.value, self._uid))
        if action is Action.SHIFT and vr != "TM":
            return DataElement(tag, vr, _each(element.value, self._moved))
        if action is Action.CLEAN:
            return DataElement(tag, vr, _each(element.value, self._cleaned) if vr in _TEXTS else "")
        if element.keyword == "PatientAge" and str(element.value or "")[:3].isdigit():
            return DataElement(
                tag, vr, min(str(element.value), _AGE_LIMIT) if _in_years(element) else element.value
            )
        if vr in _TEXTS and vr != "CS":
            return DataElement(tag, vr, _each(element.value, self._mapped))
        return element

    def _dummy(self, element: DataElement) -> Any:
        vr = element.VR
        if vr in _TEXTS:
            return DUMMY
        if vr == "UI":
            return _each(element.value, self._uid)
        if vr in ("DA", "DT"):
            return "19000101"
        if vr == "TM":
            return "000000"
        if vr == "AS":
            return "000Y"
        return _NUMBERS.get(vr, b"\0\0" if vr.startswith("O") or vr == "UN" else 0)

    def _uid(self, value: str) -> str:
        return value if self._options.uids else self._pseudonyms.uid(value.strip("\0 "))

    def _moved(self, value: str) -> str:
        return shifted_date(value, self._shift)

    def _cleaned(self, value: str) -> str:
        return cleaned(value, self._identities)

    def _mapped(self, value: str) -> str:
        """Map a UID that stands in a text (as some writers put them into labels)."""
        stripped = value.strip()
        return self._uid(stripped) if is_uid(stripped) and stripped not in UID_dictionary else value

    def _searched(self, element: DataElement, path: str) -> DataElement:
        """Blank a text that repeats an identity; bytes that do are emptied."""
        value = element.value
        if isinstance(value, bytes):
            found = self._identities.named_in_bytes(value)
            blank: Any = b""
        elif element.VR in _TEXTS:
            found = any(self._identities.named_in(str(one)) for one in _values(value))
            blank = DUMMY if element.VR != "UR" else ""
        else:
            return element
        if not found:
            return element
        self.done.repeats.append(path)
        return DataElement(element.tag, element.VR, blank)


_WORDS = {
    Action.KEEP: "kept",
    Action.REMOVE: "removed",
    Action.EMPTY: "emptied",
    Action.DUMMY: "replaced",
    Action.UID: "mapped",
    Action.CLEAN: "cleaned",
    Action.SHIFT: "shifted",
}


def _in_years(element: DataElement) -> bool:
    return str(element.value).strip().upper().endswith("Y")


def _values(value: Any) -> list[Any]:
    if value is None:
        return []
    return [value] if isinstance(value, str | bytes) or not hasattr(value, "__iter__") else list(value)


def _each(value: Any, change: Any) -> Any:
    """Change every value of a text element."""
    changed = [change(str(one)) for one in _values(value)]
    if not changed:
        return ""
    return changed[0] if len(changed) == 1 else changed
