"""From trained weights to a segmentation bundle: publish, measure on the test part once, write the card."""

from __future__ import annotations

import json
import tempfile
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from meddiag_gui import __version__
from meddiag_gui.errors import TrainingError
from meddiag_gui.evaluation.labelled import TEST
from meddiag_gui.evaluation.mask_report import SegmentationReport
from meddiag_gui.evaluation.outline_shifts import OutlineShift, measure_outline_shifts
from meddiag_gui.evaluation.segmentation import evaluate_masks
from meddiag_gui.files import write_atomic
from meddiag_gui.inference.bundle import ModelBundle, load_bundle
from meddiag_gui.inference.metadata import BundleMetadata, SelfCheck, StructureSpec, TrainingData
from meddiag_gui.inference.preprocess import normalise
from meddiag_gui.inference.segmentation import Segmenter, cell_means, clean
from meddiag_gui.language import tr
from meddiag_gui.tasks import CancelToken, Report
from meddiag_gui.training.job import Job, masked
from meddiag_gui.training.mask_card import write_mask_card
from meddiag_gui.training.publish import place, selfcheck_picture, stage
from meddiag_gui.training.segmentation import mask_logits
from meddiag_gui.training.split import PARTS
from meddiag_gui.training.starting import initial_network

if TYPE_CHECKING:
    from meddiag_gui.inference.networks import Network
    from meddiag_gui.training.loop import Fitted

_ENGINES_AGREE = 1e-4


def finish_segmentation(job: Job, fitted: Fitted, *, report: Report, token: CancelToken) -> ModelBundle:
    """Publish into the run's folder, evaluate on the test part, and write the model card.

    Raises
    ------
    TrainingError
        If the training diverged, the engines disagree, or the folder cannot be written.
    """
    target = job.folder / f"{job.recipe.model.name}-{job.recipe.model.version}"
    if target.exists():
        return load_bundle(target)
    if not fitted.weights:
        raise TrainingError(tr("The training diverged: the validation loss was never a number."))
    network = initial_network(job.recipe)
    network.load_state_dict(fitted.weights)
    network.eval()
    with tempfile.TemporaryDirectory(prefix=".staging-", dir=job.folder) as folder:
        staging = Path(folder) / target.name
        stage(staging, _metadata(job, _selfcheck_logits(network, job)), network, job.recipe_text)
        segmenter = Segmenter(load_bundle(staging), "cpu")
        _check_engines(segmenter, network, job)
        metrics = _evaluate_test(job, segmenter, report, token)
        metadata = replace(load_bundle(staging).metadata, metrics=metrics)
        place(staging, metadata, write_mask_card(metadata, fitted), target)
    return load_bundle(target)


def _metadata(job: Job, logits: tuple[float, ...]) -> BundleMetadata:
    recipe, structure = job.recipe, job.recipe.structure
    assert structure is not None  # noqa: S101  # that is what makes it a segmentation
    return BundleMetadata(
        schema="meddiag.bundle/1",
        name=recipe.model.name,
        version=recipe.model.version,
        task="segmentation",
        architecture=recipe.model.architecture,
        architecture_arguments={},
        input=recipe.input,
        structure=StructureSpec(name=structure.name, code=structure.code, column=structure.column),
        intended_use=recipe.intended_use,
        training_data=TrainingData(
            source=recipe.data.source,
            licence=recipe.data.licence,
            citation=recipe.data.citation,
            counts={part: _counts(job, part) for part in PARTS},
        ),
        self_check=SelfCheck(image="selfcheck.png", logits=logits),
        files={},
        program_version=__version__,
        seed=recipe.optimisation.seed,
        created=datetime.now(UTC).isoformat(timespec="seconds"),
    )


def _counts(job: Job, part: str) -> dict[str, int]:
    rows = [job.manifest.rows[i] for i in job.split.part(part)]
    return {"images": len(rows), "patients": len({row.patient_id for row in rows})}


def _selfcheck_logits(network: Network, job: Job) -> tuple[float, ...]:
    import torch

    spec = job.recipe.input
    picture = selfcheck_picture(spec.rows, spec.columns).astype(np.uint16) * np.uint16(257)
    with torch.inference_mode():
        logits = network(torch.from_numpy(normalise(picture[None], spec)))[0, 0].numpy()
    return tuple(round(float(value), 5) for value in cell_means(logits))


def _check_engines(segmenter: Segmenter, network: Network, job: Job) -> None:
    """Refuse to publish where ONNX Runtime and torch differ by more than 1e-4 in probability."""
    part = masked(job, "validation")
    sample = replace(part, rows=part.rows[:32])
    one = _sigmoid(mask_logits(network, sample, job.recipe))
    other = _sigmoid(segmenter.logits(sample.levels[sample.rows]))
    difference = float(np.abs(one - other).max())
    if not difference <= _ENGINES_AGREE:  # also refuses nan
        raise TrainingError(
            tr(
                "The exported graph differs from the network by {difference:.1e} in probability.",
                difference=difference,
            )
        )


def _sigmoid(logits: NDArray[np.float32]) -> NDArray[np.float64]:
    return np.asarray(1 / (1 + np.exp(-np.clip(logits.astype(np.float64), -60, 60))))


def _evaluate_test(job: Job, segmenter: Segmenter, report: Report, token: CancelToken) -> dict[str, Any]:
    """Measure as ``meddiag evaluate`` does, on the rows of the test part."""
    rows = tuple(job.manifest.rows[i] for i in job.split.part("test"))
    manifest = replace(job.manifest, rows=rows)
    found = evaluate_masks(segmenter, manifest, part=TEST, report=report, token=token)
    shifts = [asdict(shift) for shift in _shifts(job, segmenter)]
    whole = {**found.to_json(), "worst_images": _worst(found), "robustness": shifts}
    write_atomic(job.folder / "evaluation.json", json.dumps(whole, indent=2))
    # A bundle is handed on to others: names of files, which may be patients', stay in the run's folder.
    return {key: value for key, value in whole.items() if key != "not_outlined"}


def _shifts(job: Job, segmenter: Segmenter) -> list[OutlineShift]:
    """Outline altered copies of the test part, at the network's own size."""
    part = masked(job, "test")

    def outline(levels: NDArray[np.uint16]) -> NDArray[np.bool_]:
        return np.stack([clean(one, segmenter.structure) >= 0 for one in segmenter.logits(levels)])

    return measure_outline_shifts(part.levels[part.rows], part.masks(part.rows), outline)


def _worst(found: SegmentationReport) -> list[float]:
    """Dice of the ten worst images."""
    return sorted(round(image.metrics["dice"], 4) for image in found.images if image.status == "ok")[:10]
