from __future__ import annotations

import getpass
import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest
import torch

from meddiag_gui.errors import BundleError, ModelError
from meddiag_gui.imaging.image import ImageHeader, RadiographImage
from meddiag_gui.imaging.windowing import Window
from meddiag_gui.inference import engines
from meddiag_gui.inference import runtime as runtime_module
from meddiag_gui.inference.bundle import ModelBundle
from meddiag_gui.inference.calibration import calibrate_all
from meddiag_gui.inference.engines import OnnxEngine, OutOfMemoryError, TorchEngine, choose_device
from meddiag_gui.inference.gate import SuppliedContext
from meddiag_gui.inference.models import make_model
from meddiag_gui.inference.predictor import Predictor
from meddiag_gui.inference.preprocess import normalise
from meddiag_gui.inference.registry import list_bundles
from meddiag_gui.tasks import Cancelled, CancelToken, Progress
from tests.support.images import chest_like, image_of


def nearly_even(value: int) -> np.ndarray:
    """Fill a picture with one value but for a corner, since the gate refuses an even one."""
    pixels = np.full((256, 256), value, np.uint16)
    pixels[0, 0] = 0
    return pixels


def bright() -> RadiographImage:
    return image_of(nearly_even(4000), vois=(Window(2048, 4096, "LINEAR_EXACT"),))


def dark() -> RadiographImage:
    return image_of(nearly_even(100), vois=(Window(2048, 4096, "LINEAR_EXACT"),))


def test_scores_are_calibrated_probabilities_with_their_operating_point(bundle: ModelBundle) -> None:
    judged = Predictor(bundle, "cpu").predict(bright())
    (score,) = judged.scores
    # 4000/4096 normalised is 1.906; less 1.0, times 60, less 0.5
    assert score.probability == pytest.approx(1.0, abs=1e-6)
    assert (score.name, score.operating_point, score.call) == ("Square", 0.5, "present")
    assert judged.model == bundle.ref
    assert judged.image_sha256 == bright().sha256
    assert judged.device == "CPU (ONNX Runtime)"

    (score,) = Predictor(bundle, "cpu").predict(dark()).scores
    assert score.probability == pytest.approx(1 / (1 + np.exp(0.5)), abs=1e-6)
    assert score.call == "absent"


def test_every_score_of_an_experimental_model_says_so(bundle: ModelBundle) -> None:
    experimental = replace(bundle, metadata=replace(bundle.metadata, experimental=True))
    assert any("experimental" in note for note in Predictor(experimental, "cpu").predict(bright()).notes)
    assert Predictor(bundle, "cpu").predict(bright()).notes == ()


def test_a_refused_image_gets_no_score_and_no_model_is_loaded(bundle: ModelBundle) -> None:
    image = image_of(np.zeros((256, 256), np.uint16), header=ImageHeader(modality="CT"))
    predictor = Predictor(bundle, "cpu")
    judged = predictor.predict(image)
    assert not judged.gate.passed
    assert judged.scores == ()
    assert any("CT" in reason for reason in judged.gate.reasons)
    assert predictor.device == "not loaded"


def test_both_engines_agree(bundle: ModelBundle) -> None:
    rng = np.random.default_rng(0)
    batch = rng.normal(1, 1, (3, 1, 224, 224)).astype(np.float32)
    for one, other in zip(OnnxEngine(bundle).run(batch), TorchEngine(bundle, "cpu").run(batch), strict=True):
        assert one.shape == other.shape
        np.testing.assert_allclose(one, other, atol=1e-4)


def test_bundled_models_agree_between_engines_to_1e_4_in_probability() -> None:
    listing = list_bundles()
    assert listing.problems == ()
    for found in listing.bundles:
        levels = np.random.default_rng(1).integers(
            0, 65535, (4, found.metadata.input.rows, found.metadata.input.columns), dtype=np.uint16
        )
        batch = normalise(levels, found.metadata.input)
        logits = [engine.run(batch)[0] for engine in (OnnxEngine(found), TorchEngine(found, "cpu"))]
        one, other = (
            calibrate_all(x, found.findings) if found.findings else 1 / (1 + np.exp(-x)) for x in logits
        )
        np.testing.assert_allclose(one, other, atol=1e-4)
        model = make_model(found, "cpu")
        model.load()
        assert model.self_check() < found.metadata.self_check.tolerance


class Exhausted:
    """An engine on a card that is full."""

    words, device = "Test card (torch)", "cuda"

    def run(self, batch: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        raise OutOfMemoryError


def test_out_of_memory_goes_to_the_cpu_and_says_so(
    bundle: ModelBundle, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = engines.make_engine
    monkeypatch.setattr(runtime_module, "choose_device", lambda wanted: "cuda")
    monkeypatch.setattr(
        runtime_module, "make_engine", lambda b, d: Exhausted() if d == "cuda" else real(b, d)
    )
    judged = Predictor(bundle).predict(bright())
    assert judged.scores[0].call == "present"
    assert judged.device == "CPU (ONNX Runtime)"
    assert any("Test card" in note and "CPU" in note for note in judged.notes)


def test_too_little_memory_to_load_goes_to_the_cpu_too(
    bundle: ModelBundle, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = engines.make_engine

    def full(loaded: ModelBundle, device: engines.Device) -> engines.Engine:
        if device == "cuda":
            raise OutOfMemoryError
        return real(loaded, device)

    monkeypatch.setattr(runtime_module, "choose_device", lambda wanted: "cuda")
    monkeypatch.setattr(runtime_module, "make_engine", full)
    judged = Predictor(bundle).predict(bright())
    assert judged.device == "CPU (ONNX Runtime)"
    assert judged.notes == ("CUDA had too little memory; the model now runs on the CPU.",)


@pytest.mark.parametrize(
    "error",
    [
        torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 20.00 MiB"),
        RuntimeError("MPS backend out of memory (MPS allocated: 18 GB)"),
        RuntimeError("CUDA error: out of memory"),
    ],
)
def test_torch_says_in_several_ways_that_memory_is_full(
    bundle: ModelBundle, monkeypatch: pytest.MonkeyPatch, error: RuntimeError
) -> None:
    def fail(*_: object) -> None:
        raise error

    engine = TorchEngine(bundle, "cpu")
    monkeypatch.setattr(engine, "_network", fail)
    with pytest.raises(OutOfMemoryError):
        engine.run(np.zeros((1, 1, 224, 224), np.float32))
    monkeypatch.setattr(torch.nn.Module, "to", fail)
    with pytest.raises(OutOfMemoryError):
        TorchEngine(bundle, "cpu")


def test_another_error_of_torch_is_not_taken_for_full_memory(
    bundle: ModelBundle, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: object) -> None:
        raise RuntimeError("device-side assert triggered")

    engine = TorchEngine(bundle, "cpu")
    monkeypatch.setattr(engine, "_network", fail)
    with pytest.raises(RuntimeError, match="assert"):
        engine.run(np.zeros((1, 1, 224, 224), np.float32))


def test_a_graphics_card_computes_in_full_single_precision(
    bundle: ModelBundle, monkeypatch: pytest.MonkeyPatch
) -> None:
    allowed: list[bool] = []

    def network(batch: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        allowed.append(torch.backends.cudnn.allow_tf32)
        return batch, batch

    engine = TorchEngine(bundle, "cpu")
    monkeypatch.setattr(engine, "_network", network)
    before = torch.backends.cudnn.allow_tf32
    engine.run(np.zeros((1, 1, 224, 224), np.float32))
    assert allowed == [False]
    assert torch.backends.cudnn.allow_tf32 == before


def test_a_device_that_is_not_here_is_refused_by_name() -> None:
    if torch.cuda.is_available():
        pytest.skip("this machine has CUDA")
    with pytest.raises(ModelError, match="CUDA"):
        choose_device("cuda")
    assert choose_device("cpu") == "cpu"


def test_cancelled_before_the_forward_pass(bundle: ModelBundle) -> None:
    token = CancelToken()
    seen: list[Progress] = []

    def cancel_when_preparing(progress: Progress) -> None:
        seen.append(progress)
        if progress.done == 1:
            token.cancel()

    with pytest.raises(Cancelled):
        Predictor(bundle, "cpu").predict(bright(), report=cancel_when_preparing, token=token)
    assert [p.done for p in seen] == [0, 1]


def test_a_map_after_a_score_needs_no_second_pass(
    bundle: ModelBundle, monkeypatch: pytest.MonkeyPatch
) -> None:
    predictor, image = Predictor(bundle, "cpu"), bright()
    predictor.predict(image)
    monkeypatch.setattr(predictor._runtime, "run", lambda batch: pytest.fail("ran again"))
    assert predictor.explain(image, "Square").values.min() > 0


def test_another_frame_of_the_same_file_is_another_image(bundle: ModelBundle) -> None:
    predictor = Predictor(bundle, "cpu")
    predictor.predict(bright())
    other = replace(dark(), sha256=bright().sha256, frame=1)
    assert predictor.predict(other).scores[0].call == "absent"


def test_a_graph_that_gives_other_scores_than_stored_is_refused(bundle: ModelBundle) -> None:
    check = replace(bundle.metadata.self_check, logits=(bundle.metadata.self_check.logits[0] + 0.01,))
    wrong = replace(bundle, metadata=replace(bundle.metadata, self_check=check))
    predictor = Predictor(wrong, "cpu")
    with pytest.raises(BundleError, match="other scores"):
        predictor.predict(bright())
    assert predictor.device == "not loaded"


def test_padding_and_colour_are_judged_without_error(bundle: ModelBundle) -> None:
    gray = np.arange(128, dtype=np.uint8)
    colour = image_of(np.tile(gray[:, None, None], (1, 128, 3)), vois=(Window(128, 256),))
    assert len(Predictor(bundle, "cpu").predict(colour).scores) == 1
    padded = replace(chest_like(300, 200), padding=(0.0, 200.0))
    assert len(Predictor(bundle, "cpu").predict(padded).scores) == 1


def test_reading_on_a_cpu_never_imports_torch(bundle: ModelBundle) -> None:
    code = (
        "import sys, numpy as np\n"
        "from pathlib import Path\n"
        "from meddiag_gui.imaging.image import RadiographImage, ImageHeader\n"
        "from meddiag_gui.imaging.windowing import Window\n"
        "from meddiag_gui.inference.bundle import load_bundle\n"
        "from meddiag_gui.inference.predictor import Predictor\n"
        "pixels, window = np.arange(90_000).reshape(300, 300), Window(128, 256)\n"
        "image = RadiographImage(pixels, (window,), ImageHeader(), 'x', Path('x'))\n"
        f"predictor = Predictor(load_bundle(Path({str(bundle.root)!r})), 'cpu')\n"
        "predictor.predict(image); predictor.explain(image, 'Square')\n"
        "print('torch' in sys.modules)\n"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "False"


def test_an_override_gives_the_score_with_the_reasons_and_is_logged(
    bundle: ModelBundle, caplog: pytest.LogCaptureFixture
) -> None:
    image = replace(bright(), header=ImageHeader(modality="CT", patient_name="Nobody"))
    judged = Predictor(bundle, "cpu").predict(image, context=SuppliedContext(override=True))
    assert len(judged.scores) == 1
    assert judged.gate.overridden
    assert not judged.gate.passed
    assert any("CT" in reason for reason in judged.gate.reasons)
    assert f"overridden by the user {getpass.getuser()}" in caplog.text
    assert image.sha256[:16] in caplog.text
    assert "Nobody" not in caplog.text


def test_an_override_of_nothing_marks_nothing(bundle: ModelBundle, caplog: pytest.LogCaptureFixture) -> None:
    judged = Predictor(bundle, "cpu").predict(bright(), context=SuppliedContext(override=True))
    assert judged.gate.passed
    assert not judged.gate.overridden
    assert "overridden" not in caplog.text
