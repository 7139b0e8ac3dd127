"""The live model: who decides, how it is taken back, and that nothing goes live by being there."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from meddiag_gui.errors import BundleError, ModelError
from meddiag_gui.inference.bundle import ModelBundle, load_bundle
from meddiag_gui.inference.live import LiveModels
from meddiag_gui.inference.registry import find_bundle, list_bundles, live_bundle, newest
from tests.support.brightness import write_brightness_bundle
from tests.support.installed import install


@pytest.fixture
def shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModelBundle:
    """1.0.0 ships with the program; 1.1.0 and 1.2.0 were trained here."""
    install(tmp_path / "home", monkeypatch, "1.1.0")
    write_brightness_bundle(tmp_path / "home" / "data" / "models" / "brightness-1.2.0", "1.2.0")
    monkeypatch.setattr("meddiag_gui.paths.bundled_models", lambda: tmp_path / "shipped")
    return load_bundle(write_brightness_bundle(tmp_path / "shipped" / "brightness-1.0.0"))


def versions() -> list[str]:
    return [bundle.version for bundle in newest(list_bundles().bundles)]


def test_a_retrained_model_does_not_go_live_by_being_there(shipped: ModelBundle) -> None:
    assert find_bundle() == shipped
    assert find_bundle("brightness").version == "1.2.0"
    assert versions() == ["1.0.0"]


def test_promoting_and_taking_back_step_by_step(shipped: ModelBundle) -> None:
    one, two = find_bundle("brightness", "1.1.0"), find_bundle("brightness", "1.2.0")
    LiveModels().promote(one, shipped, "Dr A", "better", figures={"auroc": 0.1})
    assert find_bundle() == one
    LiveModels().promote(two, one, " Dr B ", "better still", overridden=["gate"])
    assert find_bundle() == two
    assert versions() == ["1.2.0"]
    LiveModels().roll_back("classification", "Dr A", "false alarms")
    assert find_bundle() == one
    LiveModels().roll_back("classification", "Dr A", "more of them")
    assert find_bundle() == shipped
    with pytest.raises(ModelError, match="nothing to take back"):
        LiveModels().roll_back("classification", "Dr A", "again")
    first, second, *undone = LiveModels().history()
    assert (first.who, first.model, first.over, first.figures) == (
        "Dr A",
        one.ref,
        shipped.ref,
        {"auroc": 0.1},
    )
    assert (second.who, second.overridden) == ("Dr B", ("gate",))
    assert [each.model for each in undone] == [None, None]


@pytest.mark.parametrize(("who", "why"), [("", "better"), ("Dr A", "  ")])
def test_nobody_or_no_reason_changes_nothing(shipped: ModelBundle, who: str, why: str) -> None:
    with pytest.raises(ModelError, match="only with a name and a reason"):
        LiveModels().promote(find_bundle("brightness"), shipped, who, why)
    assert LiveModels().history() == ()
    assert find_bundle() == shipped


def test_a_live_model_that_is_gone_is_not_replaced_in_silence(shipped: ModelBundle) -> None:
    two = find_bundle("brightness", "1.2.0")
    LiveModels().promote(two, shipped, "Dr A", "better")
    (two.root / "model.onnx").unlink()
    with pytest.raises(BundleError, match=r"brightness 1\.2\.0 is live here, but not installed as it was"):
        find_bundle()
    assert find_bundle("brightness", "1.0.0") == shipped


def test_other_weights_under_the_same_name_are_not_the_live_model(shipped: ModelBundle) -> None:
    two = find_bundle("brightness", "1.2.0")
    LiveModels().promote(two, shipped, "Dr A", "better")
    assert live_bundle([replace(two, sha256="f" * 64)]) is None


def test_models_of_another_task_do_not_replace_each_other(shipped: ModelBundle) -> None:
    outlines = replace(shipped, metadata=replace(shipped.metadata, task="segmentation"))
    with pytest.raises(ModelError, match="do not do the same task"):
        LiveModels().promote(outlines, shipped, "Dr A", "better")
    LiveModels().promote(find_bundle("brightness", "1.1.0"), shipped, "Dr A", "better")
    assert LiveModels().current("segmentation") is None


def test_a_damaged_line_is_said_and_costs_only_itself(shipped: ModelBundle, tmp_path: Path) -> None:
    one = find_bundle("brightness", "1.1.0")
    LiveModels().promote(one, shipped, "Dr A", "better")
    path = tmp_path / "home" / "data" / "live-models.jsonl"
    path.write_bytes(path.read_bytes() + b'{"at": "2026')
    assert find_bundle() == one
    assert list_bundles().problems == ("One line is damaged in the history of live models and left out.",)
