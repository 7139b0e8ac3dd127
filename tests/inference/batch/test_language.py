"""What a batch keeps is English, whatever the window speaks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from meddiag_gui.errors import UnreadableImage
from meddiag_gui.imaging.open import open_image
from meddiag_gui.inference.batch.row import result_row
from meddiag_gui.inference.outcome import failed
from meddiag_gui.inference.prediction import ModelRef, Timing
from meddiag_gui.language import retell, use


@pytest.fixture
def chinese() -> Iterator[None]:
    use("zh_CN")
    yield
    use("en")


def test_the_reason_is_kept_in_english_and_shown_in_chinese(chinese: None, tmp_path: Path) -> None:
    empty = tmp_path / "a.dcm"
    empty.write_bytes(b"")
    with pytest.raises(UnreadableImage) as raised:
        open_image(empty)
    assert str(raised.value) == "a.dcm 无法打开：它是空的。"
    outcome = failed(empty, str(raised.value), Timing(0, 0, 0, 0))
    row = result_row(outcome, ModelRef("m", "1", "0" * 64), "CPU")
    assert row.reasons == ("a.dcm cannot be opened: it is empty.",)
    assert retell(row.reasons[0]) == str(raised.value)
