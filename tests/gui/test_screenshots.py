from __future__ import annotations

import os

import pytest
from PySide6.QtGui import QImage

from meddiag_gui.gui.screenshots import SIZE, take_screenshots
from tests.support.models import FakePredictor


@pytest.mark.slow
def test_every_main_screen_is_saved_whole_and_different(qapp, tmp_path, own_home):
    paths = take_screenshots(tmp_path / "shots", FakePredictor)
    assert [path.name for path in paths] == [
        "01-demo-study.png", "02-map-off.png", "03-refused.png", "04-damaged-file.png", "05-three-planes.png",
        "06-side-by-side.png", "07-light-theme.png", "08-help.png", "09-library.png", "10-worklist.png",
        "11-patient.png", "12-verdict.png", "13-retraining.png", "14-training.png", "15-evaluation.png",
        "16-de-identification.png",
    ]  # fmt: skip
    images = [QImage(str(path)) for path in paths]
    assert all((image.width(), image.height()) == SIZE for image in images[:7])
    assert (
        len({image.convertToFormat(QImage.Format.Format_RGB32).constBits().tobytes() for image in images})
        == 16
    )
    assert os.environ["MEDDIAG_HOME"] == str(own_home)
    assert list(own_home.iterdir()) == []  # neither settings nor a library of the user's own
