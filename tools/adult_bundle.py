"""Publish the linear head of `adult_experiment.py` as the bundle ``cxr-adult-experimental``.

    python tools/adult_bundle.py MANIFEST OTHERS FOLDER Pneumonia Edema

OTHERS is a manifest of pictures that are no adult chest radiographs, for the input gate (as for ``meddiag
train --others``). The findings are those that the experiment offers. Calibration, operating point, band and
all figures rest on the out-of-fold logits of the cross-validation: there is no test part, and the card says
so.
"""

from __future__ import annotations

import sys
import tempfile
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import torch
from adult_experiment import MEAN, SEED, SIDE, STD, Floats, backbone, features, head, levels_of, out_of_fold
from numpy.typing import NDArray

from meddiag_gui import __version__
from meddiag_gui.datasets import Manifest, read_manifest
from meddiag_gui.evaluation.curves import reliability
from meddiag_gui.evaluation.metrics import Scores
from meddiag_gui.evaluation.pictures import read_pictures
from meddiag_gui.evaluation.refusals import measure_refusals
from meddiag_gui.evaluation.report import SCHEMA, assess
from meddiag_gui.inference.bundle import load_bundle
from meddiag_gui.inference.calibration import calibrate_all
from meddiag_gui.inference.metadata import (
    BundleMetadata,
    FindingSpec,
    InputSpec,
    IntendedUse,
    SelfCheck,
    TrainingData,
)
from meddiag_gui.inference.networks import EfficientNetLite, WithMaps
from meddiag_gui.inference.operating import choose_band, choose_threshold
from meddiag_gui.inference.prediction import Code
from meddiag_gui.inference.predictor import Predictor
from meddiag_gui.inference.preprocess import normalise
from meddiag_gui.training.card import data_part, gate_part, outside_part, table_row, use_part
from meddiag_gui.training.fitting import fit_platt, reference_of, saliency_scale
from meddiag_gui.training.gate import fit_gate
from meddiag_gui.training.publish import add_gate, place, selfcheck_picture, stage
from meddiag_gui.training.recipe import GateRecipe

NAME, VERSION = "cxr-adult-experimental", "0.1.0"
CODES = {
    "Pneumonia": Code("SCT", "233604007", "Pneumonia"),
    "Edema": Code("SCT", "19242006", "Pulmonary edema"),
}
TARGET, RULED_OUT, RULED_IN = 0.9, 0.95, 0.95
SPEC = InputSpec(
    modalities=("CR", "DX", "RG"),
    body_parts=("CHEST", "THORAX", "LUNG", "LUNGS"),
    views=("AP", "PA", "AP SUPINE", "AP ERECT", "FRONTAL"),
    rows=SIDE,
    columns=SIDE,
    mean=MEAN,
    std=STD,
    age_years=(18.0, 120.0),
    intensity="percentile",
)
USE = IntendedUse(
    summary=(
        "EXPERIMENTAL. Shows what 477 radiographs with labels mined from reports can teach: a demonstration "
        "and a start for retraining, not a second look. Research use only."
    ),
    population="Adults of 18 years and more, frontal view (AP or PA)",
    exclusions=(
        "Any clinical decision",
        "Children",
        "Lateral views",
        "Anything but a chest radiograph",
        "All findings but those named: a low score does not mean a normal image",
    ),
)
RECIPE = f"""# Not a run of `meddiag train`: a linear head on a frozen backbone, by tools/adult_bundle.py.
backbone = "efficientnet-lite0-imagenet"
side = {SIDE}
head = "logistic regression, class weights balanced, C = 0.001"
cross_validation = "5 folds by patient, 3 repeats, mean of the out-of-fold logits"
operating_point = "sensitivity {TARGET}"
"""
CAUTIONS = """## Why not to believe it

- **The labels are noisy.** They were mined from reports; about half of the "Pneumonia" labels do not
  survive a radiologist's reading.
- **The classes differ in more than disease.** The images without a finding are mostly AP (222 of 353), those
  labelled Pneumonia mostly PA (84 of 124). Spatial frequencies above 64 cycles a picture, which show no
  anatomy, tell the two groups apart with AUROC 0.78; the size of the JPEG file alone with 0.87; the
  patient's number with 0.79. The two groups seem to have come by different ways. The table shows what is
  left inside one view and after all pictures were given the same texture; what other differences remain
  is not known.
- **Every other finding occurs only beside the label Pneumonia**, so it is also measured among those.
- **21 images of 19 patients** are all that Edema rests on.
- No test part: the figures are of a cross-validation whose representation (ImageNet features at 384×384,
  strength of the head) was chosen after looking at four on the same images, so they are somewhat too good."""


GATE_CAUTION = """

"Internal test part" is here the quarter of the patients that the gate was not fitted on; its limits were set
on the same quarter, so its false refusals are somewhat too few."""


def fitted(x: Floats, labels: NDArray[np.bool_]) -> tuple[Floats, float]:
    """Weights and bias of the head on all images, with the scaling folded in."""
    scaler, regression = (step for _, step in head().fit(x, labels).steps)
    weights = regression.coef_[0] / scaler.scale_
    return weights, float(regression.intercept_[0] - weights @ scaler.mean_)


def publish(manifest: Manifest, others: Manifest, folder: Path, names: list[str]) -> Path:
    """Make the bundle below ``folder`` and return where it lies.

    The gate is fitted on three quarters of the patients; its limits and the table of what it refuses come
    from the others, so the table's false refusals are somewhat too few.
    """
    levels = levels_of(manifest)
    x = features(levels)
    numbers = {name: index for index, name in enumerate(dict.fromkeys(r.patient_id for r in manifest.rows))}
    patients = np.array([numbers[row.patient_id] for row in manifest.rows])
    labels = {name: np.array([row.labels[name] == 1 for row in manifest.rows]) for name in names}
    network = EfficientNetLite(len(names))
    network.load_state_dict(backbone(), strict=False)
    with torch.no_grad():
        for index, name in enumerate(names):
            weights, bias = fitted(x, labels[name])
            network.classifier.weight[index] = torch.from_numpy(weights)
            network.classifier.bias[index] = bias
    network.eval()
    findings, reports = [], []
    for index, name in enumerate(names):
        logits = out_of_fold(x, labels[name], patients)
        spec = _finding(name, index, logits, labels[name], network, levels)
        findings.append(spec)
        reports.append(_report(spec, logits, labels[name], patients))
    target = folder / f"{NAME}-{VERSION}"
    with tempfile.TemporaryDirectory(prefix=".staging-", dir=folder) as temporary:
        staging = Path(temporary) / target.name
        stage(staging, _metadata(manifest, tuple(findings), network), network, RECIPE)
        apart = patients % 4 == 0
        predictor = Predictor(load_bundle(staging), "cpu")
        gate = fit_gate(
            predictor.embeddings, (SIDE, SIDE), levels[~apart], levels[apart], others, GateRecipe(images=360)
        )
        add_gate(staging, gate.spec, gate.tensors)
        predictor = Predictor(load_bundle(staging), "cpu")
        refused = [asdict(row) for row in measure_refusals(predictor, levels[apart], others)]
        metrics = {
            "part": "5-fold cross-validation by patient",
            "schema": SCHEMA,
            "findings": reports,
            "gate": refused,
        }
        metadata = replace(load_bundle(staging).metadata, metrics=metrics)
        place(staging, metadata, _card(metadata), target)
    return target


def _finding(
    name: str,
    index: int,
    logits: Floats,
    labels: NDArray[np.bool_],
    network: EfficientNetLite,
    levels: NDArray[np.uint16],
) -> FindingSpec:
    values, truth = logits.astype(np.float32), labels.astype(np.float32)
    calibration = fit_platt(values, truth)
    reference = reference_of(values, truth, calibration)
    threshold = choose_threshold(reference, "sensitivity", TARGET)
    maps = []
    with torch.inference_mode():
        for at in np.flatnonzero(labels):
            batch = torch.from_numpy(normalise(levels[at : at + 1], SPEC))
            maps.append(WithMaps(network)(batch)[1][:, index].numpy())
    bias = float(network.classifier.bias[index].detach())
    return FindingSpec(
        name=name,
        code=CODES[name],
        operating_point=threshold,
        operating_point_rule=f"sensitivity {TARGET:g} in cross-validation",
        calibration=calibration,
        saliency_scale=saliency_scale(np.concatenate(maps), bias),
        uncertain_band=choose_band(reference, threshold, RULED_OUT, RULED_IN),
        reference=reference,
    )


def _report(
    spec: FindingSpec, logits: Floats, labels: NDArray[np.bool_], patients: NDArray[np.intp]
) -> dict[str, Any]:
    probabilities = calibrate_all(logits[:, None].astype(np.float32), (spec,))[:, 0]
    scores = Scores(labels, probabilities, patients)
    assessment = msgspec.to_builtins(assess(scores, spec.operating_point))
    bins = msgspec.to_builtins(reliability(scores))
    return {"name": spec.name, "operating_point": spec.operating_point, **assessment, "reliability": bins}


def _metadata(
    manifest: Manifest, findings: tuple[FindingSpec, ...], network: EfficientNetLite
) -> BundleMetadata:
    picture = selfcheck_picture(SIDE, SIDE).astype(np.uint16) * np.uint16(257)
    with torch.inference_mode():
        logits, *_ = WithMaps(network)(torch.from_numpy(normalise(picture[None], SPEC)))
    counts = {f"with {f.name}": sum(row.labels[f.name] == 1 for row in manifest.rows) for f in findings}
    return BundleMetadata(
        schema="meddiag.bundle/1",
        name=NAME,
        version=VERSION,
        task="classification",
        experimental=True,
        architecture="efficientnet-lite0",
        architecture_arguments={},
        input=SPEC,
        findings=findings,
        intended_use=USE,
        training_data=TrainingData(
            source="477 images of 378 patients of NIH ChestX-ray14 (the NIH Clinical Center is acknowledged)",
            licence="free use, with citation and acknowledgement",
            citation=(
                "Wang X, Peng Y, Lu L, Lu Z, Bagheri M, Summers RM. ChestX-ray8: Hospital-scale Chest X-ray "
                "Database and Benchmarks. CVPR 2017"
            ),
            counts={"train": {"images": len(manifest.rows), "patients": manifest.patients, **counts}},
        ),
        self_check=SelfCheck(image="selfcheck.png", logits=tuple(round(float(v), 5) for v in logits[0])),
        files={},
        program_version=__version__,
        seed=SEED,
        created=datetime.now(UTC).isoformat(timespec="seconds"),
    )


def _card(metadata: BundleMetadata) -> str:
    rows = [table_row(["finding", "AUROC", "sensitivity", "specificity", "ECE", "uncertain band"])]
    rows.append(table_row(["---"] * 6))
    for spec, report in zip(metadata.findings, metadata.metrics["findings"], strict=True):
        figures = [_figure(report["metrics"][key]) for key in ("auroc", "sensitivity", "specificity", "ece")]
        low, high = spec.uncertain_band or (spec.operating_point, spec.operating_point)
        rows.append(table_row([spec.name, *figures, f"{low:.2f} to {high:.2f}"]))
    table = "\n".join(rows)
    parts = [
        f"# {metadata.name} {metadata.version}",
        "**Experimental. Research use only. Not a medical device.**",
        use_part(metadata),
        CAUTIONS,
        f"## In 5-fold cross-validation by patient\n\n95 % intervals by bootstrap over patients.\n\n{table}",
        (Path(__file__).parent / "adult_experiment.md").read_text("utf-8").strip(),
        outside_part(metadata, "score"),
        gate_part(metadata.metrics["gate"]) + GATE_CAUTION,
        data_part(metadata),
    ]
    return "\n\n".join(parts) + "\n"


def _figure(estimate: dict[str, float]) -> str:
    return f"{estimate['value']:.3f} ({estimate['low']:.3f}–{estimate['high']:.3f})"


if __name__ == "__main__":
    torch.set_num_threads(1)
    adults, other = read_manifest(Path(sys.argv[1])), read_pictures(Path(sys.argv[2]))
    print(publish(adults, other, Path(sys.argv[3]), sys.argv[4:]).name)
