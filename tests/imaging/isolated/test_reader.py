"""Whatever a file does to its decoder, it costs only itself."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from meddiag_gui.errors import MedDiagError, NoImage, UnreadableImage, UnsupportedImage
from meddiag_gui.imaging.image import RadiographImage
from meddiag_gui.imaging.instance import read_instance
from meddiag_gui.imaging.isolated import process
from meddiag_gui.imaging.isolated.reader import IsolatedReader
from meddiag_gui.imaging.open import open_image
from meddiag_gui.tasks import Cancelled, CancelToken, heeding
from tests.support.dicom_files import SHIPPED, shipped, write_image
from tests.support.hostile import endless_jpeg

COMPRESSED = (
    "SC_rgb_rle_2frame.dcm",
    "JPEG2000.dcm",
    "MR_small_jpeg_ls_lossless.dcm",
    "examples_ybr_color.dcm",
)


@pytest.fixture(scope="module")
def reader() -> Iterator[IsolatedReader]:
    with IsolatedReader() as opened:
        yield opened


def outcome(read: object, path: Path) -> object:
    try:
        return read(path)  # type: ignore[operator]
    except MedDiagError as error:
        return type(error), str(error)


@pytest.mark.parametrize("name", COMPRESSED)
def test_a_compressed_image_is_the_same_from_the_process(reader: IsolatedReader, name: str) -> None:
    expected, found = open_image(shipped(name)), reader.open_image(shipped(name))
    for field in fields(RadiographImage):
        if field.name != "pixels":
            assert getattr(found, field.name) == getattr(expected, field.name)
    np.testing.assert_array_equal(found.pixels, expected.pixels)
    assert not found.pixels.flags.writeable


def test_headers_and_refusals_are_the_same_from_the_process(reader: IsolatedReader) -> None:
    for path in sorted(SHIPPED.rglob("*.dcm")):
        assert outcome(reader.read_instance, path) == outcome(read_instance, path)


def test_frames_and_pictures_of_other_kinds_come_too(reader: IsolatedReader, tmp_path: Path) -> None:
    assert reader.open_image(shipped("SC_rgb_rle_2frame.dcm"), 1).frame == 1
    Image.fromarray(np.arange(12, dtype=np.uint8).reshape(3, 4)).save(tmp_path / "a.png")
    assert reader.open_image(tmp_path / "a.png").pixels[2, 3] == 11
    with pytest.raises(UnreadableImage, match=r"^gone cannot be opened: there is no such file\.$"):
        reader.open_image(tmp_path / "gone")
    (tmp_path / "b.dcm").write_bytes(b"%PDF-1.7")
    with pytest.raises(NoImage, match=r"^b\.dcm cannot be opened: it is a PDF document"):
        reader.open_image(tmp_path / "b.dcm")


def test_a_plain_file_needs_no_process(tmp_path: Path) -> None:
    path = write_image(tmp_path / "a.dcm", np.arange(24, dtype=np.uint16).reshape(2, 3, 4))
    before = multiprocessing.active_children()
    with IsolatedReader() as own:
        assert own.open_image(path, 1).pixels[2, 3] == 23
        assert own.read_instance(write_image(tmp_path / "b.dcm", np.zeros((3, 4), np.uint8))).rows == 3
        assert multiprocessing.active_children() == before


@pytest.fixture
def endless(tmp_path: Path) -> Path:
    (tmp_path / "endless.jpg").write_bytes(endless_jpeg())
    return tmp_path / "endless.jpg"


def test_a_file_that_takes_too_long_is_given_up_and_the_next_is_read(endless: Path) -> None:
    with IsolatedReader(seconds=2) as own:
        with pytest.raises(
            UnreadableImage, match=r"^endless\.jpg cannot be opened: .* longer than 2 seconds\.$"
        ):
            own.open_image(endless)
        assert own.open_image(shipped("JPEG2000.dcm")).rows == 1024


def test_a_file_that_hangs_is_given_up_when_nobody_wants_it_any_more(endless: Path) -> None:
    token = CancelToken()
    with IsolatedReader(seconds=3600) as own:
        threading.Timer(0.5, token.cancel).start()
        with heeding(token), pytest.raises(Cancelled):
            own.open_image(endless)
        assert own.open_image(shipped("JPEG2000.dcm")).rows == 1024


def test_a_quick_answer_is_waited_for_though_nobody_wants_it(reader: IsolatedReader) -> None:
    reader.open_image(shipped("JPEG2000.dcm"))
    before = multiprocessing.active_children()
    token = CancelToken()
    token.cancel()
    with heeding(token):
        assert reader.open_image(shipped("MR_small_RLE.dcm")).rows == 64
    assert multiprocessing.active_children() == before  # the process need not start anew


def test_a_process_that_is_still_starting_goes_on_for_the_next_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "_PATIENCE", 0.0)
    monkeypatch.setattr(process, "_LOOK_EVERY", 0.0)
    token = CancelToken()
    token.cancel()
    with IsolatedReader() as own:
        before = set(multiprocessing.active_children())
        with heeding(token), pytest.raises(Cancelled):
            own.open_image(shipped("JPEG2000.dcm"))
        started = set(multiprocessing.active_children()) - before
        assert own.open_image(shipped("JPEG2000.dcm")).rows == 1024
        assert set(multiprocessing.active_children()) - before == started


def test_where_no_process_can_be_started_closing_is_clean(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(process: object) -> None:
        raise OSError(11, "Resource temporarily unavailable")

    with monkeypatch.context() as patched, IsolatedReader() as own:
        patched.setattr("multiprocessing.context.SpawnProcess.start", refuse)
        with pytest.raises(OSError, match="unavailable"):
            own.open_image(shipped("JPEG2000.dcm"))


@pytest.mark.skipif(os.name == "nt", reason="has no such signal")
def test_a_file_that_kills_its_decoder_costs_only_itself(endless: Path) -> None:
    before = set(multiprocessing.active_children())

    def crash() -> None:
        time.sleep(0.5)  # it is decoding by now, or still starting: the same to its parent
        for child in set(multiprocessing.active_children()) - before:
            os.kill(child.pid or 0, signal.SIGSEGV)

    with IsolatedReader(seconds=60) as own:
        own.start()
        crashing = threading.Thread(target=crash)
        crashing.start()
        with pytest.raises(
            UnreadableImage, match=r"^endless\.jpg cannot be opened: it brings its decoder down\.$"
        ):
            own.open_image(endless)
        crashing.join()
        assert own.open_image(shipped("JPEG2000.dcm")).rows == 1024


def test_a_file_that_takes_too_much_memory_is_refused(endless: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with IsolatedReader(seconds=60) as own:
        assert own.open_image(shipped("JPEG2000.dcm")).rows == 1024
        monkeypatch.setattr(process, "MAX_BYTES", 2**20)
        with pytest.raises(UnsupportedImage, match=r"^endless\.jpg cannot be opened: it needs more memory"):
            own.open_image(endless)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere only the parent watches")
def test_the_system_itself_bounds_the_memory() -> None:
    program = (
        "from meddiag_gui.imaging.isolated.memory import MAX_BYTES, limit_memory\n"
        "import numpy\nlimit_memory()\n"
        "numpy.empty(MAX_BYTES // 2, 'u1')\n"
        "try: numpy.empty(2 * MAX_BYTES, 'u1')\n"
        "except MemoryError: print('bounded')\n"
    )
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ended.stdout == "bounded\n"


def test_pictures_of_one_process_do_not_write_over_each_other(reader: IsolatedReader, tmp_path: Path) -> None:
    names = ("JPEG2000.dcm", "MR_small_jpeg_ls_lossless.dcm", "MR_small_RLE.dcm", "693_J2KI.dcm")
    found = [reader.open_image(shipped(name)) for name in names]
    for name, image in zip(names, found, strict=True):
        np.testing.assert_array_equal(image.pixels, open_image(shipped(name)).pixels)


def test_a_refusal_may_come_first(tmp_path: Path) -> None:
    with IsolatedReader() as own, pytest.raises(UnreadableImage, match="there is no such file"):
        own.open_image(tmp_path / "gone")
