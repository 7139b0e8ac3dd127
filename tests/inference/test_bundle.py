from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from meddiag_gui import paths
from meddiag_gui.errors import BundleError
from meddiag_gui.files import sha256_of
from meddiag_gui.inference.bundle import ModelBundle, load_bundle
from meddiag_gui.inference.engines import load_network
from meddiag_gui.inference.predictor import Predictor
from meddiag_gui.inference.registry import find_bundle, list_bundles


@pytest.fixture
def copy(bundle: ModelBundle, tmp_path: Path) -> Path:
    return Path(shutil.copytree(bundle.root, tmp_path / bundle.root.name))


def edit(root: Path, change: Callable[[dict[str, Any]], object]) -> None:
    path = root / "metadata.json"
    content = json.loads(path.read_text())
    change(content)
    path.write_text(json.dumps(content))


def test_a_sound_bundle_loads(bundle: ModelBundle) -> None:
    assert (bundle.name, bundle.version) == ("square", "1.0.0")
    assert len(bundle.sha256) == 64
    assert bundle.finding("Square")[0] == 0


@pytest.mark.parametrize("name", ["weights.safetensors", "model.onnx", "selfcheck.png"])
def test_one_altered_byte_is_noticed(copy: Path, name: str) -> None:
    content = bytearray((copy / name).read_bytes())
    content[len(content) // 2] ^= 1
    (copy / name).write_bytes(content)
    with pytest.raises(BundleError, match=f"{name} was altered"):
        load_bundle(copy)


@pytest.mark.parametrize("name", ["metadata.json", "weights.safetensors", "model.onnx"])
def test_a_missing_file_is_named(copy: Path, name: str) -> None:
    (copy / name).unlink()
    with pytest.raises(BundleError, match=name):
        load_bundle(copy)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda m: m.pop("findings"), "findings"),
        (lambda m: m.update(schema="meddiag.bundle/9"), "schema"),
        (lambda m: m.update(findings=[]), "no finding"),
        (lambda m: m["findings"][0].update(operating_point="high"), "operating_point"),
        (lambda m: m["findings"][0].update(operating_point=1.5), "operating point"),
        (lambda m: m["findings"][0]["calibration"].update(slope=-1), "calibration"),
        (lambda m: m["input"].update(std=0), "std"),
        (lambda m: m["input"].update(rows=10**9), "input"),
        (lambda m: m["files"].pop("model.onnx"), "model.onnx"),
        (lambda m: m["files"].update({"../../secret": "0"}), "leads out"),
        (lambda m: m["files"].update({"..": "0"}), "leads out"),
        (lambda m: m["files"].update({"a\0b": "0"}), "leads out"),
        (lambda m: m.update(name="../../x"), "name"),
        (lambda m: m.update(version="1\x1b[2J"), "version"),
        (lambda m: m["findings"][0].update(name="a\nb"), "printed"),
        (lambda m: m["findings"].append(m["findings"][0]), "one name"),
        (lambda m: m["findings"][0].update(saliency_scale=1e-320), "saliency scale"),
        (lambda m: m["input"].update(age_years=[6, 1]), "age_years"),
        (lambda m: m["self_check"].update(tolerance=1e300), "tolerance"),
        (lambda m: m["self_check"].update(logits=[1, 2]), "self-check"),
    ],
)
def test_wrong_metadata_are_refused_with_the_field(
    copy: Path, change: Callable[[dict[str, Any]], object], reason: str
) -> None:
    edit(copy, change)
    with pytest.raises(BundleError, match=reason) as caught:
        load_bundle(copy)
    assert "square-1.0.0" in str(caught.value)


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff\xfe", b"[" * 100_000])
def test_metadata_that_are_no_json_are_refused(copy: Path, content: bytes) -> None:
    (copy / "metadata.json").write_bytes(content)
    with pytest.raises(BundleError, match=r"metadata\.json"):
        load_bundle(copy)


def test_weights_of_another_architecture_are_refused(copy: Path) -> None:
    edit(copy, lambda m: m.update(architecture="efficientnet-lite0"))
    with pytest.raises(BundleError, match="do not fit"):
        load_network(load_bundle(copy))
    edit(copy, lambda m: m.update(architecture="os.system"))
    with pytest.raises(BundleError, match="do not fit"):
        load_network(load_bundle(copy))


def test_a_graph_that_is_none_is_refused_when_loaded(copy: Path) -> None:
    (copy / "model.onnx").write_bytes(b"no graph")
    edit(copy, lambda m: m["files"].update({"model.onnx": sha256_of(copy / "model.onnx")}))
    with pytest.raises(BundleError, match="graph"):
        Predictor(load_bundle(copy), "cpu").load()


def test_weights_beside_the_graph_are_not_loaded(copy: Path) -> None:
    import onnx

    graph = copy / "model.onnx"
    model = onnx.load(graph)
    graph.unlink()
    onnx.save(model, str(graph), save_as_external_data=True, location="w.bin", size_threshold=0)
    assert (copy / "w.bin").is_file()
    edit(copy, lambda m: m["files"].update({"model.onnx": sha256_of(graph)}))
    with pytest.raises(BundleError, match="graph"):
        Predictor(load_bundle(copy), "cpu").load()


@pytest.mark.parametrize("make", [os.mkfifo, lambda path: path.symlink_to("/dev/zero"), Path.mkdir])
def test_what_is_no_regular_file_is_refused_and_never_read(
    copy: Path, make: Callable[[Path], object]
) -> None:
    (copy / "weights.safetensors").unlink()
    make(copy / "weights.safetensors")
    with pytest.raises(BundleError, match="not a regular file"):
        load_bundle(copy)


@pytest.mark.parametrize("side", [32, 30_000])
def test_a_stored_input_of_another_size_is_refused_undecoded(copy: Path, side: int) -> None:
    Image.new("1", (side, side)).save(copy / "selfcheck.png")
    edit(copy, lambda m: m["files"].update({"selfcheck.png": sha256_of(copy / "selfcheck.png")}))
    with pytest.raises(BundleError, match="stored input"):
        Predictor(load_bundle(copy), "cpu").load()


def test_more_findings_than_the_graph_has_outputs_are_refused(copy: Path) -> None:
    def add_finding(content: dict[str, Any]) -> None:
        content["findings"].append({**content["findings"][0], "name": "Other"})
        content["self_check"]["logits"] *= 2

    edit(copy, add_finding)
    with pytest.raises(BundleError, match="outputs that are recorded"):
        Predictor(load_bundle(copy), "cpu").load()


class TestRegistry:
    @pytest.fixture(autouse=True)
    def places(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, bundle: ModelBundle) -> Path:
        """Two empty places for models, the bundled and the user's own."""
        monkeypatch.setattr(paths, "bundled_models", lambda: tmp_path / "bundled")
        monkeypatch.setattr(paths, "user_models", lambda: tmp_path / "own")
        self.place, self.source = tmp_path, bundle.root
        return tmp_path

    def install(self, where: str, name: str, version: str) -> Path:
        root = self.place / where / f"{name}-{version}"
        shutil.copytree(self.source, root)
        edit(root, lambda m: m.update(name=name, version=version))
        return root

    def test_nothing_installed(self) -> None:
        assert list_bundles().bundles == ()
        with pytest.raises(BundleError, match="No model is installed"):
            find_bundle()
        with pytest.raises(BundleError, match="No model named lungs"):
            find_bundle("lungs")

    def test_a_damaged_bundle_costs_only_itself(self) -> None:
        self.install("bundled", "alpha", "1.0")
        (self.install("own", "beta", "1.0") / "model.onnx").unlink()
        listing = list_bundles()
        assert [b.name for b in listing.bundles] == ["alpha"]
        assert len(listing.problems) == 1
        assert "beta-1.0" in listing.problems[0]
        with pytest.raises(BundleError, match=r"beta-1\.0"):
            find_bundle("beta")

    def test_a_folder_that_holds_no_bundle_is_named_and_one_under_way_is_not(self) -> None:
        (self.place / "own" / "half-1.0").mkdir(parents=True)
        (self.place / "own" / ".staging-1").mkdir()
        assert [("half-1.0" in problem) for problem in list_bundles().problems] == [True]

    def test_the_newest_version_is_found_by_number(self) -> None:
        for version in ("1.9.0", "1.10.0", "1.2.0"):
            self.install("own", "alpha", version)
        assert find_bundle("alpha").version == "1.10.0"
        assert find_bundle("alpha", "1.2.0").version == "1.2.0"
        assert find_bundle().name == "alpha"

    def test_a_version_that_is_no_number_stops_nothing(self) -> None:
        for version in ("1.²", "1.rc", "1.0"):
            self.install("own", "alpha", version)
        assert find_bundle("alpha").version == "1.0"

    def test_bundled_models_come_first(self) -> None:
        self.install("own", "alpha", "1.0")
        self.install("bundled", "zeta", "1.0")
        assert [b.name for b in list_bundles().bundles] == ["zeta", "alpha"]
        assert find_bundle().name == "zeta"

    def test_an_experimental_model_is_taken_only_by_name_or_where_there_is_no_other(self) -> None:
        edit(self.install("bundled", "alpha", "1.0"), lambda m: m.update(experimental=True))
        assert find_bundle().name == "alpha"
        self.install("own", "zeta", "1.0")
        assert find_bundle().name == "zeta"
        assert find_bundle("alpha").metadata.experimental

    def test_a_place_that_cannot_be_listed_costs_only_itself(self) -> None:
        self.install("bundled", "alpha", "1.0")
        (self.place / "own").write_text("a file, where the folder should be")
        listing = list_bundles()
        assert [b.name for b in listing.bundles] == ["alpha"]
        assert listing.problems == ("The models in the folder own cannot be listed: Not a directory.",)
