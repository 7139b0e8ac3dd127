"""One DICOM file without identities: its header, its pixels, and its new name."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

import numpy as np
from pydicom import dcmwrite
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.uid import PYDICOM_IMPLEMENTATION_UID, UID, ExplicitVRLittleEndian

from meddiag_gui import __version__
from meddiag_gui.errors import ExportError, UnreadableImage
from meddiag_gui.imaging.deidentify.attributes import Cleaner, structure_of
from meddiag_gui.imaging.deidentify.examine import Examined
from meddiag_gui.imaging.deidentify.identities import Identities
from meddiag_gui.imaging.deidentify.options import Options
from meddiag_gui.imaging.deidentify.outcome import Outcome, Status
from meddiag_gui.imaging.deidentify.pixels import put_pixels
from meddiag_gui.imaging.deidentify.pseudonyms import Pseudonyms
from meddiag_gui.imaging.dicom.attributes import text
from meddiag_gui.imaging.dicom.reading import ParsedFile, parse
from meddiag_gui.imaging.dicom.source import DicomSource
from meddiag_gui.imaging.guard import guarded
from meddiag_gui.language import mark, tr

_WITHOUT_PIXELS = ("RTSTRUCT", "RTPLAN", "RTDOSE", "KO", "PR", "REG", "FID")
_REPORTS = ("SR",)
_MADE_BY = f"MedDiag {__version__}"


class DicomFile:
    """A DICOM file that is to be cleaned.

    Parameters
    ----------
    path, digest
        The file and its SHA-256 in hex.
    stream
        The file, open for reading; the caller closes it.

    Raises
    ------
    UnreadableImage, UnsupportedImage
        If it cannot be parsed.
    """

    @guarded
    def __init__(self, path: Path, digest: str, stream: BinaryIO, size: int, options: Options) -> None:
        self._path, self._digest, self._stream, self._size = path, digest, stream, size
        self._options = options
        self._parsed: ParsedFile = parse(stream, size)
        if self._parsed.stream.cut:
            raise UnreadableImage(tr("it is cut short"))
        self._identities = Identities(self._parsed.dataset)
        self.modality = text(self._parsed.dataset, "Modality")
        self.burned_in = text(self._parsed.dataset, "BurnedInAnnotation")

    @property
    def has_pixels(self) -> bool:
        """Whether there is a picture to be looked at."""
        return self._parsed.pixel is not None

    @property
    def patient(self) -> str:
        """What tells this patient from others: ID with issuer, else name and birth date, else the study."""
        dataset = self._parsed.dataset
        number, issuer = text(dataset, "PatientID"), text(dataset, "IssuerOfPatientID")
        if number:
            return f"id\0{number}\0{issuer}"
        name, born = text(dataset, "PatientName"), text(dataset, "PatientBirthDate")
        return (
            f"name\0{name}\0{born}" if name else f"study\0{text(dataset, 'StudyInstanceUID') or self._digest}"
        )

    def reason_to_leave_out(self) -> str:
        """Say why it cannot be cleaned, as a sentence for the file's name; empty if it can."""
        dataset = self._parsed.dataset
        if "EncapsulatedDocument" in dataset:
            return mark("{name} holds a document, whose text cannot be cleaned.")
        if self.has_pixels or self.modality in _WITHOUT_PIXELS:
            return ""
        if self.modality in _REPORTS:
            return (
                ""
                if self._options.structured_content
                else mark("{name} is a report, which is cleaned only when asked for.")
            )
        return mark("{name} holds no picture, and is of a kind that is not cleaned.")

    def output(self, pseudonyms: Pseudonyms) -> str:
        """Return its new name below the output folder: pseudonym, study, series, instance; no identity."""
        dataset = self._parsed.dataset
        study = pseudonyms.short("study", text(dataset, "StudyInstanceUID") or self._digest)
        series = pseudonyms.short("series", text(dataset, "SeriesInstanceUID") or self._digest)
        instance = pseudonyms.short("instance", text(dataset, "SOPInstanceUID") + self._digest)
        return f"{pseudonyms.patient(self.patient)}/study-{study}/series-{series}/{instance}.dcm"

    def cleaned(self, pseudonyms: Pseudonyms, examined: Examined) -> tuple[bytes, Outcome]:
        """Make the new file.

        Returns
        -------
        Its bytes, and what was done, with neither message nor output.

        Raises
        ------
        UnreadableImage, UnsupportedImage
            If its pixels cannot be had correctly.
        ExportError
            If it cannot be written as asked.
        """
        cleaner = Cleaner(
            self._options,
            pseudonyms,
            self._identities,
            pseudonyms.patient(self.patient),
            pseudonyms.shift(self.patient),
        )
        result = cleaner.clean(self._parsed.dataset)
        if not self._parsed.little_endian:
            _swap_words(result)
        syntax = ExplicitVRLittleEndian
        if self.has_pixels:
            self._stream.seek(0)
            source = DicomSource(self._path, _Constant(self._digest), self._stream, self._size)
            syntax = put_pixels(source, result, examined.boxes, self._identities)
        self._say_so(result)
        data = _written(result, syntax, self._parsed)
        if self._identities.named_in_bytes(_header_bytes(data, result), structure_of(result)):
            raise ExportError(tr("an identity is still in its header"))  # nothing leaves on doubt
        done = cleaner.done
        outcome = Outcome(self._path, Status.DONE, sha256=self._digest, boxes=examined.boxes)
        return data, replace(outcome, actions=dict(done.actions), repeats=tuple(sorted(set(done.repeats))))

    def _say_so(self, result: Dataset) -> None:
        """Say in the file that and how it was de-identified (PS3.15 E.1.1, PS3.3 C.7.1.1)."""
        result.PatientIdentityRemoved = "YES"
        result.DeidentificationMethod = f"{_MADE_BY}, PS3.15 Annex E, burned-in text covered"
        sequence = []
        for code, meaning in self._options.methods(pixels_examined=self.has_pixels):
            item = Dataset()
            item.CodeValue, item.CodingSchemeDesignator, item.CodeMeaning = code, "DCM", meaning
            sequence.append(item)
        result.DeidentificationMethodCodeSequence = sequence
        kinds = {"remove": "REMOVED", "shift": "MODIFIED", "keep": "UNMODIFIED"}
        result.LongitudinalTemporalInformationModified = kinds[self._options.dates.value]
        if self.has_pixels:
            result.BurnedInAnnotation = "NO"


def _written(result: Dataset, syntax: UID, parsed: ParsedFile) -> bytes:
    """Write a new file: an empty preamble and a file meta information of its own (PS3.10 7.1)."""
    meta = FileMetaDataset()
    meta.MediaStorageSOPClassUID = UID(
        text(result, "SOPClassUID") or text(parsed.meta, "MediaStorageSOPClassUID")
    )
    meta.MediaStorageSOPInstanceUID = UID(text(result, "SOPInstanceUID"))
    meta.TransferSyntaxUID = syntax
    meta.ImplementationClassUID = PYDICOM_IMPLEMENTATION_UID
    meta.ImplementationVersionName = f"MEDDIAG_{__version__}"[:16]
    result.file_meta = meta
    buffer = BytesIO()
    try:
        dcmwrite(buffer, result, implicit_vr=False, little_endian=True, enforce_file_format=True)
    except Exception as error:  # damaged values surface in pydicom as ValueError, TypeError, KeyError …
        raise ExportError(tr("its header cannot be written correctly")) from error
    return buffer.getvalue()


def _header_bytes(data: bytes, result: Dataset) -> bytes:
    pixels = (
        result.get("PixelData") or result.get("FloatPixelData") or result.get("DoubleFloatPixelData") or b""
    )
    return data[: len(data) - len(pixels)]


def _swap_words(dataset: Dataset) -> None:
    """Turn words of two bytes round that came from a big endian file; pydicom keeps OW as it stood there."""
    for element in dataset:
        if element.VR == "SQ":
            for item in element.value:
                _swap_words(item)
        elif element.VR == "OW" and isinstance(element.value, bytes):
            element.value = np.frombuffer(element.value, "u2").byteswap().tobytes()


class _Constant:
    """A digest that is known already."""

    def __init__(self, digest: str) -> None:
        self._digest = digest

    def __call__(self) -> str:
        return self._digest
