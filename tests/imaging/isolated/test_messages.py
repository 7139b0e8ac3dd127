from __future__ import annotations

from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from meddiag_gui.imaging.image import ImageHeader, PixelSpacing, RadiographImage
from meddiag_gui.imaging.instance import Instance
from meddiag_gui.imaging.isolated.messages import pack, places, unpack
from meddiag_gui.imaging.windowing import VoiLut, Window


def sent(value: object) -> object:
    content, found = pack(value)
    starts, size = places(found)
    memory = bytearray(size)
    for array, start in zip(found, starts, strict=True):
        memory[start : start + array.nbytes] = array.tobytes()
    return unpack(content, memoryview(bytes(memory)))


def test_an_image_arrives_as_it_was_and_cannot_be_written_to() -> None:
    table = np.array([0, 5, 9], np.uint16)
    image = RadiographImage(
        np.arange(12, dtype=np.int16).reshape(3, 4),
        (Window(40, 400, "SIGMOID", "näher"), VoiLut(-3, table, 10)),
        ImageHeader(patient_name="山田", patient_age_years=float("inf")),
        "ab",
        Path("a/b.dcm"),
        spacing=PixelSpacing(0.5, 0.4, "PixelSpacing"),
        padding=(-1.0, np.float64(0)),
        notices=("One.", "Two."),
    )
    arrived = sent(image)
    assert isinstance(arrived, RadiographImage)
    for field in fields(RadiographImage):
        if field.name not in ("pixels", "vois"):
            assert getattr(arrived, field.name) == getattr(image, field.name)
    assert (arrived.pixels == image.pixels).all()
    assert arrived.pixels.dtype == np.int16
    assert not arrived.pixels.flags.writeable
    assert arrived.vois[0] == image.vois[0]
    assert isinstance(arrived.vois[1], VoiLut)
    assert arrived.vois[1].table.tolist() == [0, 5, 9]


def test_an_instance_arrives_with_a_path_that_is_no_text() -> None:
    instance = Instance(Path("a\udcff.dcm"), frames=3, spacing=(1.0, 2.0), number=None)
    assert sent(instance) == instance


@given(st.lists(arrays.arrays(st.sampled_from(["u1", "<i2", "<f4", "<f8"]), st.just((3, 2))), max_size=4))
def test_arrays_of_any_type_share_one_memory(given_arrays: list[np.ndarray]) -> None:
    arrived = sent(given_arrays)
    assert isinstance(arrived, tuple)
    assert [a.dtype for a in arrived] == [a.dtype for a in given_arrays]
    for a, b in zip(arrived, given_arrays, strict=True):
        np.testing.assert_array_equal(a, b)


@dataclass
class Stranger:
    """A class that no image holds."""

    command: str = "run me"


def test_only_the_parts_of_images_are_made_again() -> None:
    content, _ = pack(Stranger())
    with pytest.raises(ValueError, match="no message"):
        unpack(content)


@pytest.mark.parametrize("content", [b"", b"\xc1", pack(ImageHeader())[0][:-3], b"\x81\xa5class\x01"])
def test_damaged_messages_are_refused(content: bytes) -> None:
    with pytest.raises(ValueError, match="no message"):
        unpack(content)


def test_an_array_without_memory_is_refused() -> None:
    with pytest.raises(ValueError, match="buffer"):
        unpack(pack(np.zeros(3))[0])
