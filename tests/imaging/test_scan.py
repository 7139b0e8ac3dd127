"""Folders of all kinds of things: images in order, and a sentence for everything else."""

from __future__ import annotations

import os
import shutil
import zipfile
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from pydicom.uid import SegmentationStorage

from meddiag_gui.imaging.scan import ScanProgress, ScanResult, scan
from meddiag_gui.tasks import Cancelled, CancelToken, Progress
from tests.support.dicom_files import shipped
from tests.support.stacks import write_slice


@pytest.fixture
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("workspace")


def places(result: ScanResult) -> list[list[tuple[str, int]]]:
    return [
        [(path.name, frame) for path, frame in map(stack.image, range(len(stack)))] for stack in result.stacks
    ]


def test_a_folder_of_all_kinds_of_things(tmp_path: Path, workspace: Path) -> None:
    for number, z in enumerate((3.0, 1.0, 2.0), 1):
        write_slice(tmp_path / "study" / f"IM{number}", z, number)
    write_slice(tmp_path / "study" / "deep" / "scout", 9, 9, Rows=2, PixelData=bytes(24))
    Image.fromarray(np.zeros((4, 4), np.uint8)).save(tmp_path / "photo.png")
    (tmp_path / "AUTORUN.INF").write_text("[autorun]")
    (tmp_path / "empty").write_bytes(b"")
    shutil.copyfile(shipped("rtplan.dcm"), tmp_path / "plan")
    result = scan([tmp_path], lambda: workspace)
    assert places(result) == [
        [("photo.png", 0)],
        [("IM2", 0), ("IM3", 0), ("IM1", 0)],
        [("scout", 0)],
    ]
    assert result.skipped == (
        "AUTORUN.INF cannot be opened: it is a text file, not an image.",
        "empty cannot be opened: it is empty.",
        "plan cannot be opened: it is a DICOM object without an image (RT Plan).",
    )
    assert result.files == 8


def test_a_multi_frame_file_is_a_stack_of_its_frames(workspace: Path) -> None:
    result = scan([shipped("SC_rgb_rle_2frame.dcm")], lambda: workspace)
    assert places(result) == [[("SC_rgb_rle_2frame.dcm", 0), ("SC_rgb_rle_2frame.dcm", 1)]]


def test_a_copy_is_shown_once_and_another_image_with_the_same_uid_is_not_lost(
    tmp_path: Path, workspace: Path
) -> None:
    original = write_slice(tmp_path / "a", 1, 1)
    shutil.copyfile(original, tmp_path / "b")
    write_slice(tmp_path / "c", 2, 1, InstanceNumber=5)
    shutil.copyfile(tmp_path / "c", tmp_path / "d")
    for name in ("e.png", "f.png", "g.png"):
        Image.fromarray(np.full((4, 4), 7 if name == "g.png" else 9, np.uint8)).save(tmp_path / name)
    result = scan([tmp_path, tmp_path / "a"], lambda: workspace)
    assert sorted(name for stack in places(result) for name, _ in stack) == ["a", "c", "e.png", "g.png"]
    assert result.skipped == (
        "b is a copy of a, and shown once.",
        "d is a copy of c, and shown once.",
        "f.png is a copy of e.png, and shown once.",
        "a is a copy of a, and shown once.",
    )


def test_an_archive_is_unpacked_into_the_workspace_and_one_within_it_is_not(
    tmp_path: Path, workspace: Path
) -> None:
    image = write_slice(tmp_path / "x" / "IM1", 1, 1).read_bytes()
    with zipfile.ZipFile(tmp_path / "inner.zip", "w") as inner:
        inner.writestr("IM9", image)
    with zipfile.ZipFile(tmp_path / "study.zip", "w") as outer:
        outer.writestr("DICOM/IM1", image)
        outer.write(tmp_path / "inner.zip", "inner.zip")
        outer.writestr("../out", image)
    before = sorted(tmp_path.rglob("*"))
    result = scan([tmp_path / "study.zip", tmp_path / "study.zip"], lambda: workspace)
    assert places(result) == [[("IM1", 0)]]
    assert result.stacks[0].image(0)[0].is_relative_to(workspace)
    assert result.skipped[:2] == (
        "inner.zip cannot be opened: it is a ZIP archive, not an image that can be opened.",
        "out has a name that leads out of its archive; it was left out.",
    )
    assert sorted(tmp_path.rglob("*")) == before


def test_where_there_is_no_place_to_unpack_only_archives_are_left_out(tmp_path: Path) -> None:
    def no_place() -> Path:
        raise OSError(28, "No space left on device")

    write_slice(tmp_path / "IM1", 1, 1)
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as written:
        written.writestr("x", b"x")
    result = scan([tmp_path], no_place)
    assert places(result) == [[("IM1", 0)]]
    assert result.skipped == ("a.zip cannot be unpacked: No space left on device.",)


def test_a_damaged_archive_costs_only_itself(tmp_path: Path, workspace: Path) -> None:
    write_slice(tmp_path / "IM1", 1, 1)
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as written:
        written.writestr("x", b"x" * 50)
    content = bytearray((tmp_path / "a.zip").read_bytes())
    content[content.index(b"PK\x01\x02") + 4] ^= 0xFF
    content[content.index(b"PK\x01\x02") + 1] ^= 0xFF
    (tmp_path / "a.zip").write_bytes(content)
    result = scan([tmp_path], lambda: workspace)
    assert places(result) == [[("IM1", 0)]]
    assert [sentence[:23] for sentence in result.skipped] == ["a.zip cannot be opened:"]


def test_the_index_of_a_medium_stands_for_its_folder_and_is_not_followed(
    tmp_path: Path, workspace: Path
) -> None:
    write_slice(tmp_path / "outside" / "IM1", 1, 1)
    write_slice(tmp_path / "medium" / "IMAGES" / "IM2", 2, 2)
    shutil.copyfile(shipped("DICOMDIR"), tmp_path / "medium" / "DICOMDIR")
    result = scan([tmp_path / "medium" / "DICOMDIR"], lambda: workspace)
    assert (places(result), result.skipped) == ([[("IM2", 0)]], ())


def test_a_medium_whose_index_leads_out_or_in_circles_opens_all_the_same(
    tmp_path: Path, workspace: Path
) -> None:
    write_slice(tmp_path / "secret", 1, 1)
    write_slice(tmp_path / "medium" / "IM2", 2, 2)
    index = shipped("DICOMDIR").read_bytes().replace(b"77654033\\CR1\\6154", b"..\\secret        ")
    (tmp_path / "medium" / "DICOMDIR").write_bytes(index)
    assert places(scan([tmp_path / "medium"], lambda: workspace)) == [[("IM2", 0)]]


@pytest.mark.skipif(os.name == "nt", reason="needs links and pipes")
def test_links_out_of_the_folder_and_pipes_are_named_and_not_followed(
    tmp_path: Path, workspace: Path
) -> None:
    outside = write_slice(tmp_path / "outside" / "IM1", 1, 1)
    write_slice(tmp_path / "study" / "IM2", 2, 2)
    (tmp_path / "study" / "link").symlink_to(outside)
    os.mkfifo(tmp_path / "study" / "pipe")
    result = scan([tmp_path / "study"], lambda: workspace)
    assert places(result) == [[("IM2", 0)]]
    assert result.skipped == (
        "link is a link that leads out of the folder; it is not followed.",
        "pipe is not a regular file.",
    )


def test_what_was_found_is_told_with_the_first_image_and_as_it_grows(tmp_path: Path, workspace: Path) -> None:
    for number in range(1, 21):
        write_slice(tmp_path / f"{number:02}", number, number)
    told: list[Progress] = []
    whole = scan([tmp_path], lambda: workspace, report=told.append)
    counts = [len(p.found.stacks[0]) for p in told if isinstance(p, ScanProgress) and p.found is not None]
    assert counts[0] == 1
    assert counts == sorted(set(counts))
    assert 5 <= len(counts) <= 15
    assert len(whole.stacks[0]) == 20


def test_a_scan_stops_when_it_is_cancelled(tmp_path: Path, workspace: Path) -> None:
    write_slice(tmp_path / "a", 1, 1)
    token = CancelToken()
    with pytest.raises(Cancelled):
        scan([tmp_path], lambda: workspace, report=lambda _: token.cancel(), token=token)


def test_what_does_not_exist_is_named(tmp_path: Path, workspace: Path) -> None:
    result = scan([tmp_path / "gone.dcm"], lambda: workspace)
    assert (result.stacks, result.skipped) == ((), ("gone.dcm does not exist.",))


def test_all_files_that_pydicom_ships_are_either_found_or_named(workspace: Path) -> None:
    folder = shipped("CT_small.dcm").parent
    result = scan([folder], lambda: workspace)
    images = {instance.path for stack in result.stacks for instance in stack.instances}
    results = {origin.path for origin in result.results}
    indices = sum(path.name == "DICOMDIR" for path in folder.rglob("*"))
    assert len(images | results) + len(result.skipped) + indices == result.files
    assert len(results - images) == 4
    assert len(images) > 80


def test_results_are_listed_beside_the_images(tmp_path: Path, workspace: Path) -> None:
    write_slice(tmp_path / "IM1", 1, 1)
    about = {"SOPClassUID": SegmentationStorage, "Modality": "SEG", "ContentLabel": "LIVER"}
    write_slice(tmp_path / "mask", 1, 2, SeriesInstanceUID="1.9", SeriesNumber=1, **about)
    for name in ("a", "b"):
        shutil.copyfile(shipped("reportsi.dcm"), tmp_path / f"report-{name}")
    result = scan([tmp_path], lambda: workspace)
    assert [(origin.path.name, origin.kind, origin.title) for origin in result.results] == [
        ("mask", "segmentation", "LIVER"),
        ("report-a", "report", "IHE Year 2 - Simple Image Report"),
    ]
    assert result.skipped == ("report-b is a copy of report-a, and shown once.",)
    assert places(result) == [[("IM1", 0)], [("mask", 0)]]
