"""``meddiag inspect``: one row a file, whatever the file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pydicom.uid import CTImageStorage

from meddiag_gui.cli.inspect import inspect, inspect_file
from meddiag_gui.imaging.open import open_image
from meddiag_gui.imaging.targets import Target
from tests.support.dicom_files import image_dataset, shipped, write_dicom, write_image

RAMP = np.arange(48, dtype=np.uint16).reshape(6, 8)
KEYS = [
    "path", "status", "message", "modality", "transfer_syntax", "photometric", "rows", "columns", "frames",
    "pixel_min", "pixel_max", "pixel_mean", "unit", "window", "pixel_spacing", "pixel_spacing_source",
]  # fmt: skip


def row_of(path: Path) -> dict[str, Any]:
    row = inspect_file(Target(path), open_image)
    assert list(row) == KEYS
    return row


def test_statistics_are_of_all_frames_in_modality_values(tmp_path: Path) -> None:
    stack = np.stack([RAMP, RAMP + 100])
    path = write_image(
        tmp_path / "a.dcm", stack, SOPClassUID=CTImageStorage, Modality="CT", RescaleSlope=1,
        RescaleIntercept=-1000, WindowCenter=40, WindowWidth=400, PixelSpacing=[0.5, 0.4],
    )  # fmt: skip
    row = row_of(path)
    assert (row["status"], row["message"], row["frames"]) == ("opened", None, 2)
    assert (row["pixel_min"], row["pixel_max"]) == (-1000, -853)
    assert row["pixel_mean"] == pytest.approx(np.mean(stack) - 1000)
    assert (row["unit"], row["rows"], row["columns"]) == ("HU", 6, 8)
    assert row["window"] == {"center": 40, "width": 400, "function": "LINEAR", "explanation": ""}
    assert (row["pixel_spacing"], row["pixel_spacing_source"]) == ([0.5, 0.4], "PixelSpacing")
    assert row["transfer_syntax"] == "1.2.840.10008.1.2.1"


def test_color_has_no_modality_values(tmp_path: Path) -> None:
    row = row_of(write_image(tmp_path / "c.dcm", np.zeros((4, 4, 3), np.uint8)))
    assert (row["status"], row["photometric"]) == ("opened", "RGB")
    assert row["pixel_min"] is row["pixel_max"] is row["pixel_mean"] is row["window"] is None


def test_voi_lut_is_told_by_its_range(tmp_path: Path) -> None:
    lut = image_dataset(RAMP)[:0x00100000]
    lut.LUTDescriptor, lut.LUTData = [3, 5, 16], b"\0\0\1\0\2\0"
    row = row_of(write_dicom(tmp_path / "a.dcm", image_dataset(RAMP, VOILUTSequence=[lut])))
    assert (row["window"]["function"], row["window"]["range"]) == ("LUT", [5, 7])


@pytest.mark.parametrize(
    ("change", "status", "reason"),
    [
        ({"PixelAspectRatio": [2, 1]}, "notice", "not square"),
        ({"PixelData": None}, "no_image", "no pixel data"),
        ({"Rows": 7}, "error", "bytes"),
        ({"Rows": 60_000, "Columns": 60_000}, "refused", "megapixels"),
    ],
)
def test_status_and_reason(tmp_path: Path, change: dict[str, Any], status: str, reason: str) -> None:
    row = row_of(write_image(tmp_path / "a.dcm", RAMP, **change))
    assert row["status"] == status
    assert reason in row["message"]


def test_one_bad_file_costs_its_own_row(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_image(tmp_path / "1.dcm", RAMP)
    (tmp_path / "2.dcm").write_bytes(shipped("MR_truncated.dcm").read_bytes())
    (tmp_path / "3.pdf").write_bytes(b"%PDF-1.4")
    write_image(tmp_path / "4.dcm", RAMP)
    with pytest.raises(Exception) as ended:  # noqa: PT011 (typer's Exit)
        inspect([tmp_path], json=Path("-"))
    assert getattr(ended.value, "exit_code", None) == 1
    captured = capsys.readouterr()
    written = json.loads(captured.out)
    assert written["schema"] == "meddiag.inspect/1"
    assert [row["status"] for row in written["results"]] == ["opened", "error", "no_image", "opened"]
    assert "2.dcm" in captured.err
    assert "3.pdf" in captured.err


def test_lines_for_people(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write_image(tmp_path / "a.dcm", RAMP)
    inspect([path])
    line = capsys.readouterr().out
    assert "opened" in line
    assert "8 × 6" in line
    assert "values 0 to 47" in line


def test_problem_of_a_target_is_its_row(tmp_path: Path) -> None:
    row = inspect_file(Target(tmp_path / "gone", "gone does not exist."), open_image)
    assert (row["status"], row["message"], row["rows"]) == ("error", "gone does not exist.", None)
