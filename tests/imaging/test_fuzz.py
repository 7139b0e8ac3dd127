"""Damaged files through the door: a picture, or one sentence; and never an error that nobody expected."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from meddiag_gui.cli.inspect import inspect_file
from meddiag_gui.errors import MedDiagError
from meddiag_gui.imaging.dicom.tags import read_tags
from meddiag_gui.imaging.instance import read_instance, read_plain
from meddiag_gui.imaging.open import open_image
from meddiag_gui.imaging.targets import Target
from tests.support.dicom_files import shipped

NAMES = (
    "CT_small.dcm", "MR_small_implicit.dcm", "MR_small_bigendian.dcm", "image_dfl.dcm", "MR_small_RLE.dcm",
    "MR_small_jpeg_ls_lossless.dcm", "MR_small_jp2klossless.dcm", "JPEG-lossy.dcm", "SC_rgb_rle_2frame.dcm",
    "liver_1frame.dcm", "rtdose_1frame.dcm", "chrKoreanMulti.dcm",
)  # fmt: skip
VRS = (b"US", b"DS", b"IS", b"CS", b"UN", b"OW", b"SQ", b"PN", b"AT", b"FD", b"UT", b"ZZ")
ROUNDS = 25


def damaged(content: bytes, chance: random.Random) -> bytes:
    """Cut a file, flip bits, put in, take out or overwrite bytes, lengths and VRs; mostly in its header."""
    data = bytearray(content)
    head = min(len(data), 3000)
    place = chance.randrange(132, head if chance.random() < 0.8 else len(data))
    kind = chance.randrange(7)
    if kind == 0:
        del data[place:]
    elif kind == 1:
        for _ in range(chance.randint(1, 4)):
            data[chance.randrange(132, head)] ^= 1 << chance.randrange(8)
    elif kind == 2:
        data[place:place] = chance.randbytes(chance.randint(1, 60))
    elif kind == 3:
        del data[place : place + chance.randint(1, 200)]
    elif kind == 4:
        data[place : place + 40] = bytes(40)
    else:
        found = [at for at in range(132, head - 8) if bytes(data[at : at + 2]) in VRS] or [place]
        at = chance.choice(found)
        if kind == 5:
            data[at : at + 2] = chance.choice(VRS)
        else:
            data[at + 2 : at + 4] = chance.choice((b"\0\0", b"\xff\xff", b"\xff\x7f", b"\1\0"))
    return bytes(data)


@pytest.mark.parametrize("name", NAMES)
def test_any_damage_gives_a_picture_or_a_sentence(name: str, tmp_path: Path) -> None:
    chance = random.Random(name)  # noqa: S311  (the same files each time)
    content = shipped(name).read_bytes()
    for number in range(ROUNDS):
        path = tmp_path / f"{number}.dcm"
        path.write_bytes(damaged(content, chance))
        row = inspect_file(Target(path), open_image)
        assert row["status"] in ("opened", "notice", "no_image", "error", "refused")
        assert row["status"] == "opened" or row["message"].endswith(".")
        assert (row["rows"] is None) == (row["status"] not in ("opened", "notice"))
        plain = read_plain(path)
        for read in (read_instance, read_tags):
            try:
                found = read(path)
            except MedDiagError as error:
                assert str(error).startswith(path.name)  # noqa: PT017  (most damage raises nothing)
            else:
                assert read is read_tags or plain in (None, found)
