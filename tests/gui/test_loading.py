from __future__ import annotations

import zipfile
from pathlib import Path

import numpy as np
import pytest

from meddiag_gui import paths
from meddiag_gui.errors import UnreadableImage
from meddiag_gui.gui.loading import DiskImages, DiskScanner, open_from_disk, scan_demo
from meddiag_gui.tasks import CancelToken, no_report
from tests.support.dicom_files import shipped, write_image
from tests.support.stacks import write_slice

GIVEN = {"report": no_report, "token": CancelToken()}


def archive(tmp_path: Path, name: str) -> Path:
    image = write_slice(tmp_path / "IM1", 1, 1)
    with zipfile.ZipFile(tmp_path / name, "w") as written:
        written.write(image, "IM1")
    return tmp_path / name


def test_what_was_unpacked_is_thrown_away_with_the_next_scan_and_at_the_end(tmp_path):
    scanner = DiskScanner()
    path = archive(tmp_path, "a.zip")
    first = scanner.scan([path], **GIVEN).stacks[0].image(0)[0]
    assert open_from_disk(first).pixels[0, 0] == 1
    assert first.parent.parent.stat().st_mode & 0o077 == 0  # nobody else may look
    second = scanner.scan([path], **GIVEN).stacks[0].image(0)[0]
    assert not first.exists()
    scanner.close()
    assert not second.exists()
    assert list((paths.user_cache() / "unpacked").iterdir()) == []


def test_a_frame_is_opened(tmp_path):
    frames = np.arange(3, dtype=np.uint8)[:, None, None] * np.ones((3, 4, 6), np.uint8)
    path = write_image(tmp_path / "a", frames)
    assert open_from_disk(path, 2).pixels[0, 0] == 2


def test_images_are_read_until_closed_and_after(tmp_path):
    images = DiskImages()
    images.start(**GIVEN)
    single = write_slice(tmp_path / "IM1", 1, 9)
    assert images(single).pixels[0, 0] == 9  # a plain file: read here
    assert images(shipped("SC_rgb_rle_2frame.dcm"), 1).frame == 1  # a compressed one: in the process
    images.close()
    with pytest.raises(UnreadableImage, match="cine cannot be opened: there is no such file"):
        images(tmp_path / "cine", 0)
    images.close()


def test_the_demo_study_is_scanned_like_any_other(tmp_path):
    scanner = DiskScanner()
    found = scan_demo(scanner, lambda: write_slice(tmp_path / "demo.dcm", 1, 1), **GIVEN)
    assert [len(stack) for stack in found.stacks] == [1]
    scanner.close()
