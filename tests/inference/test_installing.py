"""A model of a training run among the installed ones: whole, once, never over another."""

from __future__ import annotations

from pathlib import Path

import pytest

from meddiag_gui import paths
from meddiag_gui.errors import BundleError, ModelError
from meddiag_gui.inference.installing import install
from tests.support.bundles import square_bundle


def test_a_model_is_copied_whole_and_only_once(tmp_path: Path) -> None:
    trained = square_bundle(tmp_path / "square")
    installed = install(trained)
    assert installed.root == paths.user_models() / "square-1.0.0"
    assert installed.ref == trained.ref
    assert install(trained) == installed == install(installed)
    assert [folder.name for folder in paths.user_models().iterdir()] == ["square-1.0.0"]


def test_another_model_of_the_name_is_never_overwritten(tmp_path: Path) -> None:
    trained = square_bundle(tmp_path / "square")
    (paths.user_models()).mkdir(parents=True)
    other = square_bundle(tmp_path, name="other").root.rename(paths.user_models() / "square-1.0.0")
    with pytest.raises(ModelError, match=r"square 1\.0\.0 is installed already"):
        install(trained)
    assert (other / "metadata.json").is_file()


def test_a_damaged_model_is_not_installed(tmp_path: Path) -> None:
    trained = square_bundle(tmp_path / "square")
    (trained.root / "weights.safetensors").write_bytes(b"")
    with pytest.raises(BundleError):
        install(trained)
    assert list(paths.user_models().iterdir()) == []


def test_a_disk_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    trained = square_bundle(tmp_path / "square")
    paths.user_models().parent.mkdir(parents=True, exist_ok=True)
    paths.user_models().write_bytes(b"")  # a file where the folder should be
    with pytest.raises(ModelError, match="cannot be installed"):
        install(trained)
