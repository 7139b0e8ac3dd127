"""Ask whether a linear head on a frozen backbone learns anything of adult chest radiographs, and of what.

Cross-validated by patient, with three controls that see through the usual deceptions: within one view (the
classes differ in AP and PA), with the texture of all pictures made alike (pictures from two sources differ in
sharpness), and, for findings that only occur beside another one, among the carriers of that one. A finding is
offered only where the lower 95 % bound clears 0.6 in the plain figure and in every control that applies.

    python tools/adult_experiment.py MANIFEST           # prints the table as Markdown
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.torch import load_file
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import StratifiedGroupKFold
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import StandardScaler

from meddiag_gui import paths
from meddiag_gui.datasets import Manifest, read_manifest
from meddiag_gui.imaging.open import open_image
from meddiag_gui.inference.networks import EfficientNetLite
from meddiag_gui.inference.preprocess import LEVELS, to_levels

SIDE = 384
MEAN, STD = 0.48, 0.24
FOLDS, REPEATS, RESAMPLES, SEED = 5, 3, 1000, 2012
FEWEST = 15  # patients with a finding
BOUND = 0.6
STRENGTH = 1e-3  # C of the logistic regression: strong, for there are more features than images
BAND_EDGES = (0.5, 2, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, 160, 192)  # cycles a picture

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Auroc:
    """An area under the ROC curve with its 95 % interval, patients drawn with replacement."""

    value: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.value:.3f} ({self.low:.3f}–{self.high:.3f})"


def levels_of(manifest: Manifest) -> NDArray[np.uint16]:
    """All pictures of a manifest ``(n, SIDE, SIDE)``, as inference prepares them."""
    return np.stack([to_levels(open_image(row.path), SIDE, SIDE) for row in manifest.rows])


def backbone() -> dict[str, torch.Tensor]:
    """Weights of the ImageNet backbone, its first filters added up for grey pictures; without a head."""
    weights = load_file(paths.resources() / "backbones" / "efficientnet-lite0-imagenet.safetensors")
    weights["stem.conv.weight"] = weights["stem.conv.weight"].sum(1, keepdim=True)
    return dict(weights)


def features(levels: NDArray[np.uint16]) -> Floats:
    """Pooled features ``(n, 1280)`` of pictures ``(n, SIDE, SIDE)``, from the ImageNet backbone."""
    network = EfficientNetLite(1)
    network.load_state_dict(backbone(), strict=False)
    network.eval()
    found = []
    with torch.inference_mode():
        for start in range(0, len(levels), 16):
            unit = stretched(levels[start : start + 16] / LEVELS)
            batch = torch.from_numpy(((unit - MEAN) / STD).astype(np.float32)[:, None])
            found.append(network.features(batch).mean((2, 3)).numpy())
    return np.concatenate(found).astype(np.float64)


def stretched(unit: Floats) -> Floats:
    """Bring the 1st and 99th percentile of each picture to 0 and 1, as the bundle's input does."""
    low, high = (np.percentile(unit, q, axis=(1, 2), keepdims=True) for q in (1, 99))
    return np.asarray(np.clip((unit - low) / np.maximum(high - low, 1e-6), 0, 1))


def alike_in_texture(levels: NDArray[np.uint16]) -> NDArray[np.uint16]:
    """Give every picture the same power in each band of spatial frequency; only the phases stay its own."""
    rows = np.fft.fftfreq(SIDE) * SIDE
    band = np.digitize(np.hypot(rows[:, None], rows[None]), BAND_EDGES)
    count = np.bincount(band.ravel())
    spectra = [np.fft.fft2(picture / LEVELS) for picture in levels]
    power = np.array([np.bincount(band.ravel(), (np.abs(s) ** 2).ravel()) / count for s in spectra])
    amplitude = np.sqrt(np.maximum(power, 1e-12))
    target = np.exp(np.log(amplitude).mean(0))
    made = [np.fft.ifft2(s * (target / own)[band]).real for s, own in zip(spectra, amplitude, strict=True)]
    return np.rint(np.clip(made, 0, 1) * LEVELS).astype(np.uint16)


def head() -> Pipeline:
    """Make the untrained head."""
    return make_pipeline(
        StandardScaler(), LogisticRegression(C=STRENGTH, max_iter=1000, class_weight="balanced")
    )


def out_of_fold(x: Floats, labels: NDArray[np.bool_], patients: NDArray[np.intp]) -> Floats:
    """Logits ``(n,)`` of each image from heads that saw no image of its patient; mean over the repeats."""
    logits = np.zeros(len(labels))
    for repeat in range(REPEATS):
        folds = StratifiedGroupKFold(FOLDS, shuffle=True, random_state=repeat)
        for train, test in folds.split(x, labels, patients):
            fitted = head().fit(x[train], labels[train])
            logits[test] += fitted.decision_function(x[test]) / REPEATS
    return logits


def auroc(
    labels: NDArray[np.bool_], logits: Floats, patients: NDArray[np.intp], strata: NDArray[np.intp]
) -> Auroc:
    """AUROC of pairs inside one stratum, with a bootstrap over patients."""
    members = {patient: np.flatnonzero(patients == patient) for patient in np.unique(patients)}
    generator = np.random.default_rng(SEED)
    drawn = []
    for _ in range(RESAMPLES):
        chosen = generator.choice(list(members), len(members))
        at = np.concatenate([members[patient] for patient in chosen])
        drawn.append(_within(labels[at], logits[at], strata[at]))
    low, high = np.nanpercentile(drawn, [2.5, 97.5])
    return Auroc(_within(labels, logits, strata), float(low), float(high))


def _within(labels: NDArray[np.bool_], logits: Floats, strata: NDArray[np.intp]) -> float:
    """AUROC averaged over strata, each weighted by its pairs; nan where none has both classes."""
    area = pairs = 0.0
    for stratum in np.unique(strata):
        own, at = labels[strata == stratum], logits[strata == stratum]
        weight = float(own.sum() * (~own).sum())
        if weight:
            area += weight * roc_auc_score(own, at)
            pairs += weight
    return area / pairs if pairs else float("nan")


def experiment(manifest: Manifest) -> None:
    """Print one row a finding."""
    levels = levels_of(manifest)
    plain, alike = features(levels), features(alike_in_texture(levels))
    numbers = {name: index for index, name in enumerate(dict.fromkeys(r.patient_id for r in manifest.rows))}
    patients = np.array([numbers[row.patient_id] for row in manifest.rows])
    view = np.array([row.attributes.get("view", "") == "AP" for row in manifest.rows], dtype=np.intp)
    labels = {name: np.array([row.labels[name] == 1 for row in manifest.rows]) for name in manifest.findings}
    print(f"{len(levels)} images of {len(numbers)} patients, {int(view.sum())} of them AP\n")
    print("| finding | images, patients with it | AUROC | inside one view | textures alike | among carriers |"
          " view alone | offered |\n|" + " --- |" * 8)  # fmt: skip
    for name, present in labels.items():
        with_it = len(np.unique(patients[present]))
        if with_it < FEWEST:
            print(f"| {name} | {present.sum()}, {with_it} | too few | – | – | – | – | no |")
            continue
        print(_row(name, present, labels, plain, alike, patients, view))


def _row(
    name: str,
    present: NDArray[np.bool_],
    labels: dict[str, NDArray[np.bool_]],
    plain: Floats,
    alike: Floats,
    patients: NDArray[np.intp],
    view: NDArray[np.intp],
) -> str:
    one = np.zeros(len(present), dtype=np.intp)
    logits = out_of_fold(plain, present, patients)
    found = [
        auroc(present, logits, patients, one),
        auroc(present, logits, patients, view),
        auroc(present, out_of_fold(alike, present, patients), patients, one),
    ]
    among = "–"
    carriers = [
        other for other, o in labels.items() if other != name and o.sum() > present.sum() and o[present].all()
    ]
    if carriers:
        at = np.flatnonzero(labels[carriers[0]])
        own = out_of_fold(plain[at], present[at], patients[at])
        found.append(auroc(present[at], own, patients[at], one[at]))
        among = f"{found[-1]} of {carriers[0]}"
    alone = roc_auc_score(present, view)
    offered = "yes" if all(figure.low > BOUND for figure in found) else "no"
    counts = f"{present.sum()}, {len(np.unique(patients[present]))}"
    return (
        f"| {name} | {counts} | {found[0]} | {found[1]} | {found[2]} | {among} "
        f"| {max(alone, 1 - alone):.3f} | {offered} |"
    )


if __name__ == "__main__":
    torch.set_num_threads(1)
    experiment(read_manifest(Path(sys.argv[1])))
