"""One image of every transfer syntax through the reading process; and that a wrong one is seen."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from pydicom.uid import (
    ExplicitVRLittleEndian,
    JPEG2000TransferSyntaxes,
    JPEGLSTransferSyntaxes,
    JPEGTransferSyntaxes,
    RLETransferSyntaxes,
)

from meddiag_gui.selftest import files


def test_every_transfer_syntax_is_read(tmp_path: Path) -> None:
    outcomes = list(files.check(tmp_path, "cpu"))
    assert [outcome.words for outcome in outcomes if not outcome.passed] == []
    assert len(outcomes) == len(files.CODINGS)
    lossless = [
        outcome.words for outcome, coding in zip(outcomes, files.CODINGS, strict=True) if not coding.lossy
    ]
    assert all(words.endswith("all pixels equal") for words in lossless)


def test_the_list_has_all_families_that_pydicom_knows() -> None:
    tried = {coding.syntax for coding in files.CODINGS}
    known = {*JPEGTransferSyntaxes, *JPEGLSTransferSyntaxes, *JPEG2000TransferSyntaxes, *RLETransferSyntaxes}
    assert {
        uid.name for uid in known - tried if "Part 2" not in uid.name and "Multi" not in uid.name
    } == set()


@pytest.mark.parametrize(
    ("encode", "words"),
    [
        (lambda pixels: files._packbits_rle(pixels + 1), "pixels differ by up to 1"),
        (lambda pixels: b"no such stream", "cannot be opened"),
    ],
)
def test_a_coding_that_comes_back_wrong_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, encode: object, words: str
) -> None:
    rle = next(coding for coding in files.CODINGS if coding.syntax.name == "RLE Lossless")
    monkeypatch.setattr(files, "CODINGS", (replace(rle, encode=encode),))
    (outcome,) = files.check(tmp_path, "cpu")
    assert not outcome.passed
    assert words in outcome.words


def test_an_image_of_another_size_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = next(coding for coding in files.CODINGS if coding.syntax == ExplicitVRLittleEndian)
    monkeypatch.setattr(files, "CODINGS", (plain,))
    sizes = iter([np.zeros((8, 8), np.uint16), np.zeros((8, 9), np.uint16)])
    monkeypatch.setattr(files, "picture", lambda: next(sizes))
    (outcome,) = files.check(tmp_path, "cpu")
    assert not outcome.passed
    assert "another size" in outcome.words
