"""Whether texts and bytes repeat an identity."""

from __future__ import annotations

import pytest
from pydicom.dataset import Dataset

from meddiag_gui.imaging.deidentify.identities import Identities
from meddiag_gui.imaging.deidentify.words import cleaned


@pytest.fixture
def identities() -> Identities:
    dataset = Dataset()
    dataset.PatientName = "Müller-Lüdenscheidt^Eva=李秀英"
    dataset.PatientID = "A-20417"
    dataset.PatientBirthDate = "19610412"
    inner = Dataset()
    inner.OperatorsName = "Brzezicki"
    dataset.RequestAttributesSequence = [inner]
    return Identities(dataset)


@pytest.mark.parametrize(
    "text",
    [
        "seen by MULLER", "LÜDENSCHEIDT", "EVA's", "李秀英 胸部", "no. a-20417", "born 12.04.1961",
        "1961-04-12", "04/12/1961", "x19610412y", "Dr. Brzezicki",
    ],
)  # fmt: skip
def test_a_repeated_identity_is_found_however_it_is_written(identities: Identities, text: str) -> None:
    assert identities.named_in(text)


@pytest.mark.parametrize(
    "text", ["evaluation", "Mullers", "20417", "A-204177", "119610412", "chest", "", "lobe"]
)
def test_words_that_merely_contain_a_name_are_not(identities: Identities, text: str) -> None:
    assert not identities.named_in(text)


@pytest.mark.parametrize("encoding", ["utf-8", "latin-1", "utf-16-le", "utf-16-be"])
def test_bytes_are_searched_in_every_encoding(identities: Identities, encoding: str) -> None:
    assert identities.named_in_bytes(b"\0\1" + "MÜLLER".encode(encoding) + b"\xff")
    assert not identities.named_in_bytes("Meier".encode(encoding))


def test_a_word_that_may_stand_there_tells_nothing() -> None:
    dataset = Dataset()
    dataset.PatientName = "Stroke^Perfusion"
    found = Identities(dataset)
    assert found.named_in_bytes(b"DERIVED\\PERFUSION")
    assert not found.named_in_bytes(b"DERIVED\\PERFUSION", known="DERIVED PERFUSION")


def test_an_empty_file_names_nobody() -> None:
    nobody = Identities(Dataset())
    assert not len(nobody)
    assert not nobody.named_in("Anybody")
    assert not nobody.named_in_bytes(b"Anybody")


def test_common_words_of_addresses_are_no_identity() -> None:
    dataset = Dataset()
    dataset.InstitutionName = "General Hospital Radiology"
    assert not Identities(dataset).named_in("general radiology")


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("CHEST PA", "CHEST PA"),
        ("CT Thorax w/o contrast 5.0 mm", "CT Thorax w/o contrast 5.0 mm"),
        ("LUNG, seen by Dr. Kowalczyk 14.03.2024", "LUNG"),
        ("胸部 正位", "胸部 正位"),
        ("Order 4471920", ""),
    ],
)
def test_descriptions_keep_the_words_of_medicine(text: str, kept: str) -> None:
    result = cleaned(text, Identities(Dataset()))
    assert "Kowalczyk" not in result
    assert "4471920" not in result
    assert result.startswith(kept)


def test_a_description_that_names_the_patient_is_emptied(identities: Identities) -> None:
    assert cleaned("chest of Eva", identities) == ""
