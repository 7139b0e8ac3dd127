"""Folders: every file ends with a reason, nothing in doubt leaves, a second run goes on."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from meddiag_gui.errors import ExportError
from meddiag_gui.imaging.deidentify.box import Box
from meddiag_gui.imaging.deidentify.examine import MOST_FRAMES, examine, outside
from meddiag_gui.imaging.deidentify.options import Options
from meddiag_gui.imaging.deidentify.outcome import Outcome, Review, Status
from meddiag_gui.imaging.deidentify.pseudonyms import Pseudonyms
from meddiag_gui.imaging.deidentify.run import Work, deidentify
from meddiag_gui.imaging.open import open_image
from meddiag_gui.imaging.ultrasound import UltrasoundRegion
from meddiag_gui.tasks import Cancelled, CancelToken, Progress
from tests.imaging.deidentify.test_text_boxes import tissue, written
from tests.support.dicom_files import image_dataset, write_dicom

PSEUDONYMS = Pseudonyms(b"only for tests, at least 32 bytes long")


def run(given: Path, out: Path, **more: object) -> dict[str, Outcome]:
    """De-identify a folder; outcomes by the name of the original."""
    work = Work(out, PSEUDONYMS, open_image, **more)  # type: ignore[arg-type]
    return {outcome.path.name: outcome for outcome in deidentify([given], work)}


def plain(path: Path, **attributes: object) -> Path:
    """Write a small radiograph of a patient."""
    named = {
        "PatientName": "Kettenglied^Anna",
        "PatientID": "MRN4471920",
        "StudyInstanceUID": "1.2.3.4",
        "SeriesInstanceUID": "1.2.3.5",
    }
    return write_dicom(path, image_dataset(tissue(64, 80), **(named | attributes)))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    source = tmp_path / "in"
    source.mkdir()
    plain(source / "Kettenglied.dcm")
    plain(source / "second.dcm", SOPInstanceUID="1.2.9")
    plain(source / "echo.dcm", Modality="US", SOPInstanceUID="1.2.10")
    (source / "letter.txt").write_text("Dear Mrs Kettenglied")
    marked, _ = written(tissue(120, 200), "Kettenglied", (4, 4), 20, 255)
    info = PngInfo()
    info.add_text("Patient", "Kettenglied Anna")
    Image.fromarray(marked).save(source / "photo.png", pnginfo=info)
    return source


def test_each_file_ends_with_a_reason_and_no_name_is_left(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    outcomes = run(folder, out)
    assert outcomes["Kettenglied.dcm"].status is Status.DONE
    assert outcomes["echo.dcm"].status is Status.HELD
    assert "often carry" in outcomes["echo.dcm"].message
    assert outcomes["letter.txt"].status is Status.ERROR
    assert "letter.txt" in outcomes["letter.txt"].message
    assert outcomes["photo.png"].status is Status.DONE
    files = [path for path in out.rglob("*") if path.is_file()]
    assert len(files) == 3
    for path in files:
        assert "Kettenglied" not in str(path.relative_to(out))
        assert b"Kettenglied" not in path.read_bytes()
        assert b"MRN4471920" not in path.read_bytes()


def test_images_of_one_patient_and_study_stay_together(folder: Path, tmp_path: Path) -> None:
    outcomes = run(folder, tmp_path / "out")
    first, second = (Path(outcomes[name].output or "") for name in ("Kettenglied.dcm", "second.dcm"))
    assert first.parent == second.parent
    assert first != second


def test_writing_in_a_photograph_is_covered(folder: Path, tmp_path: Path) -> None:
    outcome = run(folder, tmp_path / "out")["photo.png"]
    assert outcome.boxes
    with Image.open(tmp_path / "out" / str(outcome.output)) as image:
        assert np.asarray(image)[outcome.boxes[0].top, outcome.boxes[0].left] == 0
        assert not image.info.get("Patient")


def test_a_second_run_goes_on_where_the_first_stopped(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    token = CancelToken()
    work = Work(out, PSEUDONYMS, open_image)
    begun = deidentify([folder], work, token=token)
    next(begun)
    token.cancel()
    with pytest.raises(Cancelled):
        next(begun)
    outcomes = run(folder, out)
    statuses = [outcomes[name].status for name in ("Kettenglied.dcm", "second.dcm")]
    assert sorted(statuses) == [Status.DONE, Status.BEFORE]
    assert run(folder, out)["photo.png"].status is Status.BEFORE


def test_what_was_looked_at_leaves_with_the_boxes_that_were_drawn(folder: Path, tmp_path: Path) -> None:
    held = run(folder, tmp_path / "out")["echo.dcm"]
    reviews = {held.sha256: Review((Box(0, 0, 10, 10),))}
    outcome = run(folder, tmp_path / "out", reviews=reviews)["echo.dcm"]
    assert outcome.status is Status.DONE
    pixels = open_image(tmp_path / "out" / str(outcome.output)).pixels
    assert (pixels[:10, :10] == pixels.min()).all()
    assert (pixels[:10, 11:30] != pixels.min()).any()


def test_originals_are_never_touched(folder: Path, tmp_path: Path) -> None:
    before = {path: path.read_bytes() for path in folder.iterdir()}
    run(folder, tmp_path / "out", options=Options(descriptors=True))
    assert {path: path.read_bytes() for path in folder.iterdir()} == before


@pytest.mark.parametrize("out", [".", "inner", ".."])
def test_folders_in_each_other_are_refused(folder: Path, out: str) -> None:
    with pytest.raises(ExportError, match="lie in each other"):
        run(folder, folder / out)


def test_a_folder_that_cannot_be_written_costs_a_sentence_a_file(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.write_text("a file, no folder")
    outcomes = run(folder, out)
    assert {outcome.status for outcome in outcomes.values()} <= {Status.ERROR, Status.HELD}
    assert "was not written" in outcomes["second.dcm"].message


def test_it_tells_how_far_it_is(folder: Path, tmp_path: Path) -> None:
    told: list[Progress] = []
    work = Work(tmp_path / "out", PSEUDONYMS, open_image)
    list(deidentify([folder], work, report=told.append))
    assert [progress.done for progress in told] == [0, 1, 2, 3, 4, 5]
    assert told[-1].fraction == 1


def test_a_stated_annotation_that_is_not_found_is_a_doubt(tmp_path: Path) -> None:
    path = plain(tmp_path / "a.dcm")
    found = examine(path, open_image, stated="YES", modality="CR", token=CancelToken())
    assert found.doubts == ("The file says that writing is burned in, but none was found.",)


def test_writing_in_the_middle_may_be_anatomy(tmp_path: Path) -> None:
    picture, _ = written(tissue(200, 300), "ANNA 44", (100, 90), 20, 255)
    path = write_dicom(tmp_path / "a.dcm", image_dataset(picture))
    found = examine(path, open_image, stated="", modality="CR", token=CancelToken())
    assert found.boxes
    assert "may be anatomy" in found.doubts[0]


def test_frames_are_looked_at_from_first_to_last_and_the_rest_is_a_doubt(tmp_path: Path) -> None:
    path = write_dicom(tmp_path / "a.dcm", image_dataset(np.zeros((30, 16, 16), np.uint8)))
    asked: list[int] = []

    def opened(path: Path, frame: int) -> object:
        asked.append(frame)
        return open_image(path, frame)

    found = examine(path, opened, stated="", modality="US", token=CancelToken())  # type: ignore[arg-type]
    assert (min(asked), max(asked), len(asked)) == (0, 29, MOST_FRAMES)
    assert "Only some of its frames were looked at." in found.doubts


def test_what_lies_around_ultrasound_regions_is_covered() -> None:
    region = UltrasoundRegion(10, 20, 59, 79, 1, 1, "mm", "mm")
    covered = np.zeros((100, 80), bool)
    for box in outside((region,), 100, 80):
        covered[box.top : box.bottom, box.left : box.right] = True
    expected = np.ones((100, 80), bool)
    expected[20:80, 10:60] = False
    assert np.array_equal(covered, expected)
    assert outside((), 100, 80) == ()
