"""A file of several frames is opened once for all of them."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest

from meddiag_gui.errors import UnreadableImage
from meddiag_gui.imaging.kept import KeptSource
from tests.support.dicom_files import shipped, write_image
from tests.support.stacks import write_slice


@pytest.mark.skipif(os.name == "nt", reason="does not remove open files")
def test_a_multi_frame_file_is_kept_open_and_let_go_for_another(tmp_path: Path) -> None:
    frames = np.arange(3, dtype=np.uint8)[:, None, None] * np.ones((3, 4, 6), np.uint8)
    path = write_image(tmp_path / "cine", frames)
    single = write_slice(tmp_path / "IM1", 1, 9)
    kept = KeptSource()
    assert kept.image(path, 1).pixels[0, 0] == 1
    path.unlink()  # it stays readable only because it is open
    assert kept.image(single).pixels[0, 0] == 9
    assert kept.image(path, 2).pixels[0, 0] == 2
    kept.close()
    with pytest.raises(UnreadableImage, match="cine cannot be opened: there is no such file"):
        kept.image(path, 0)


def test_frames_that_are_not_there_are_refused(tmp_path: Path) -> None:
    kept = KeptSource()
    path = write_slice(tmp_path / "IM1", 1, 9)
    with pytest.raises(
        UnreadableImage, match=r"^IM1 cannot be opened: frame 4 is asked for, but it has 1\.$"
    ):
        kept.image(path, 3)


def test_an_error_in_a_later_frame_names_the_file_too(tmp_path: Path) -> None:
    content = bytearray(shipped("SC_rgb_rle_2frame.dcm").read_bytes())
    content[-200:-100] = bytes(100)  # in the second frame
    (tmp_path / "a.dcm").write_bytes(content)
    kept = KeptSource()
    assert kept.image(tmp_path / "a.dcm", 0).frame == 0
    with pytest.raises(UnreadableImage, match=r"^a\.dcm cannot be opened: .*\.$"):
        kept.image(tmp_path / "a.dcm", 1)
    kept.close()
