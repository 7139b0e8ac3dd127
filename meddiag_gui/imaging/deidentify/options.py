"""What a site keeps beside the basic profile (PS3.15 Table E.1-1, its columns of options)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Dates(StrEnum):
    """What becomes of dates and times."""

    REMOVE = "remove"
    SHIFT = "shift"  # by a number of days that is one patient's own
    KEEP = "keep"


@dataclass(frozen=True, slots=True)
class Options:
    """Options of the profile; without any, it is the basic one.

    Parameters
    ----------
    dates
        Retain longitudinal temporal information: not, modified, or full.
    uids, device, institution, patient_characteristics
        Whether these identities are retained.
    descriptors
        Whether descriptions are cleaned and kept rather than removed.
    structured_content
        Whether reports are cleaned and kept; else they are left out.
    """

    dates: Dates = Dates.REMOVE
    uids: bool = False
    device: bool = False
    institution: bool = False
    patient_characteristics: bool = False
    descriptors: bool = False
    structured_content: bool = False

    def methods(self, *, pixels_examined: bool) -> tuple[tuple[str, str], ...]:
        """Codes of CID 7050 that say what was done, with their meanings."""
        chosen = (
            (True, "113100", "Basic Application Confidentiality Profile"),
            (pixels_examined, "113101", "Clean Pixel Data Option"),
            (self.structured_content, "113104", "Clean Structured Content Option"),
            (self.descriptors, "113105", "Clean Descriptors Option"),
            (
                self.dates is Dates.KEEP,
                "113106",
                "Retain Longitudinal Temporal Information Full Dates Option",
            ),
            (
                self.dates is Dates.SHIFT,
                "113107",
                "Retain Longitudinal Temporal Information Modified Dates Option",
            ),
            (self.patient_characteristics, "113108", "Retain Patient Characteristics Option"),
            (self.device, "113109", "Retain Device Identity Option"),
            (self.uids, "113110", "Retain UIDs Option"),
            (self.institution, "113112", "Retain Institution Identity Option"),
        )
        return tuple((code, meaning) for wanted, code, meaning in chosen if wanted)

    def to_json(self) -> dict[str, Any]:
        """As it stands in a report."""
        return {
            "dates": self.dates.value,
            "keep_uids": self.uids,
            "keep_device": self.device,
            "keep_institution": self.institution,
            "keep_patient_characteristics": self.patient_characteristics,
            "clean_descriptors": self.descriptors,
            "clean_structured_content": self.structured_content,
        }
