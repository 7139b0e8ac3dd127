"""How fast the CPU path is, each as a ratio within one run, with an A/A control.

* a prediction against torch, eager, of the same network on as many threads (goal: at most 0.65 times);
* a forward pass that also gives the map, and a whole prediction with its map (gate, preparation,
  calibration), against the bare forward pass that gives logits alone (goal: at most 1.10 times);
* a fresh process to its first prediction against the same by torch (goal: at most 0.3 times).

Random order, a gap of 60 ms before each timing, medians. Takes the default model.
Run: ``python benchmarks/inference.py [ROUNDS]``.
"""

from __future__ import annotations

import io
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Callable
from dataclasses import replace
from itertools import count
from pathlib import Path

import onnxruntime
import torch
from PIL import Image

from meddiag_gui.imaging.open import open_image
from meddiag_gui.inference.bundle import ModelBundle
from meddiag_gui.inference.engines import OnnxEngine, load_network
from meddiag_gui.inference.metadata import (
    InputSpec,
)
from meddiag_gui.inference.predictor import Predictor
from meddiag_gui.inference.preprocess import prepare
from meddiag_gui.inference.registry import find_bundle
from meddiag_gui.training.export import OPSET
from meddiag_gui.training.publish import selfcheck_picture

THREADS = min(8, os.cpu_count() or 1)
GAP = 0.06

OURS = """
import sys
from pathlib import Path
from meddiag_gui.imaging.open import open_image
from meddiag_gui.inference.bundle import load_bundle
from meddiag_gui.inference.predictor import Predictor
predictor = Predictor(load_bundle(Path(sys.argv[1])), "cpu")
print(predictor.predict(open_image(Path(sys.argv[2]))).scores[0].probability)
"""
TORCH = """
import sys
from pathlib import Path
import torch
from meddiag_gui.imaging.open import open_image
from meddiag_gui.inference.bundle import load_bundle
from meddiag_gui.inference.calibration import score
from meddiag_gui.inference.engines import load_network
from meddiag_gui.inference.preprocess import prepare
bundle = load_bundle(Path(sys.argv[1]))
network = load_network(bundle).eval()
with torch.inference_mode():
    batch = torch.from_numpy(prepare(open_image(Path(sys.argv[2])), bundle.metadata.input))
    print(score(float(network(batch)[0, 0]), bundle.findings[0]).probability)
"""


def main() -> None:
    """Print medians and ratios."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 60
    torch.set_num_threads(THREADS)
    warnings.simplefilter("ignore")  # the exporter's
    with tempfile.TemporaryDirectory() as folder:
        bundle = find_bundle()
        picture = Path(folder, "picture.png")
        spec = bundle.metadata.input
        Image.fromarray(selfcheck_picture(spec.rows, spec.columns)).save(picture)
        print(f"{bundle.name} {bundle.version}, {THREADS} threads, {rounds} rounds")
        _warm(bundle, picture, rounds)
        _fresh(bundle, picture, max(5, rounds // 6))


def _warm(bundle: ModelBundle, picture: Path, rounds: int) -> None:
    """Compare calls in this process, all loaded."""
    image, spec = open_image(picture), bundle.metadata.input
    predictor = Predictor(bundle, "cpu")
    network = load_network(bundle).eval()
    bare = _bare_session(network, spec)
    batch = prepare(image, spec)
    fresh = (replace(image, sha256=str(number)) for number in count())  # never the kept forward pass

    def predict() -> None:
        predictor.predict(next(fresh))

    def predict_and_explain() -> None:
        seen = next(fresh)
        predictor.predict(seen)
        predictor.explain(seen, bundle.findings[0].name)

    def eager() -> None:
        with torch.inference_mode():
            network(torch.from_numpy(prepare(image, spec)))

    def forward() -> None:
        bare.run(["logits"], {"image": batch})

    engine = OnnxEngine(bundle)
    times = _interleaved(
        {
            "forward with map": lambda: engine.run(batch),
            "torch eager": eager,
            "torch eager again": eager,
            "prediction": predict,
            "prediction and map": predict_and_explain,
            "bare forward": forward,
            "bare forward again": forward,
        },
        rounds,
    )
    _show(times, "torch eager again", "torch eager", "A/A")
    _show(times, "prediction", "torch eager", "goal: at most 0.65")
    _show(times, "bare forward again", "bare forward", "A/A")
    _show(times, "forward with map", "bare forward", "goal: at most 1.10")
    _show(times, "prediction and map", "bare forward", "goal: at most 1.10")
    _show(times, "prediction and map", "prediction", "what the map adds")


def _bare_session(network: torch.nn.Module, spec: InputSpec) -> onnxruntime.InferenceSession:
    """Export the network to logits alone, and load it with the threads of the program's engine."""
    stream = io.BytesIO()
    example = torch.zeros(1, 1, spec.rows, spec.columns)
    torch.onnx.export(
        network,
        (example,),
        stream,  # type: ignore[arg-type]
        input_names=["image"],
        output_names=["logits"],
        opset_version=OPSET,
        dynamo=False,
    )
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = THREADS
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return onnxruntime.InferenceSession(stream.getvalue(), options, providers=["CPUExecutionProvider"])


def _fresh(bundle: ModelBundle, picture: Path, rounds: int) -> None:
    """Compare whole processes, from their start to the printed probability."""
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).resolve().parent.parent)}
    answers: set[float] = set()

    def process(script: str) -> Callable[[], object]:
        def run() -> None:
            command = [sys.executable, "-c", script, str(bundle.root), str(picture)]
            done = subprocess.run(command, env=environment, capture_output=True, check=True)
            answers.add(round(float(done.stdout), 3))

        return run

    times = _interleaved(
        {
            "fresh process": process(OURS),
            "fresh torch process": process(TORCH),
            "fresh torch again": process(TORCH),
        },
        rounds,
    )
    assert len(answers) == 1, f"the two paths do not agree: {answers}"
    _show(times, "fresh torch again", "fresh torch process", "A/A")
    _show(times, "fresh process", "fresh torch process", "goal: at most 0.3")


def _interleaved(calls: dict[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """Median seconds of each call, all called once a round, in random order."""
    times: dict[str, list[float]] = {name: [] for name in calls}
    for call in calls.values():
        call()
    for _ in range(rounds):
        for name in random.sample(sorted(calls), len(calls)):
            time.sleep(GAP)
            start = time.perf_counter()
            calls[name]()
            times[name].append(time.perf_counter() - start)
    return {name: statistics.median(values) for name, values in times.items()}


def _show(times: dict[str, float], name: str, against: str, note: str) -> None:
    print(
        f"{name:20} {times[name] * 1e3:8.1f} ms  / {against:20} {times[against] * 1e3:8.1f} ms"
        f"  = {times[name] / times[against]:5.2f}  ({note})"
    )


if __name__ == "__main__":
    main()
