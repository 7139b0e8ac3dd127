"""From trained weights to a bundle: choose on validation, publish, evaluate on the test part once."""

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
from meddiag_gui.evaluation.evaluate import evaluate
from meddiag_gui.evaluation.labelled import TEST
from meddiag_gui.evaluation.refusals import measure_refusals
from meddiag_gui.evaluation.report import EvaluationReport
from meddiag_gui.evaluation.robustness import measure_shifts
from meddiag_gui.files import write_atomic
from meddiag_gui.inference.bundle import ModelBundle, load_bundle
from meddiag_gui.inference.calibration import calibrate_all
from meddiag_gui.inference.metadata import BundleMetadata, FindingSpec, SelfCheck, TrainingData
from meddiag_gui.inference.networks import PooledLinear, WithMaps
from meddiag_gui.inference.operating import choose_band, choose_threshold
from meddiag_gui.inference.predictor import Predictor
from meddiag_gui.inference.preprocess import normalise
from meddiag_gui.language import tr
from meddiag_gui.tasks import CancelToken, Report
from meddiag_gui.training.card import write_card
from meddiag_gui.training.fitting import fit_platt, reference_of, saliency_scale
from meddiag_gui.training.job import Job, labelled, labels_of, usable_rows
from meddiag_gui.training.publish import add_gate, place, selfcheck_picture, stage
from meddiag_gui.training.recipe import GateRecipe
from meddiag_gui.training.split import PARTS
from meddiag_gui.training.starting import initial_network

if TYPE_CHECKING:
    from meddiag_gui.training.classification import LabelledLevels
    from meddiag_gui.training.loop import Fitted

_ENGINES_AGREE = 1e-4


def finish(
    job: Job, fitted: Fitted, validation: LabelledLevels, *, report: Report, token: CancelToken
) -> ModelBundle:
    """Calibrate, publish into the run's folder, evaluate on the test part, and write the model card.

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
    trained = initial_network(job.recipe)
    assert isinstance(trained, PooledLinear)  # noqa: S101  # a recipe of another network was refused
    network = WithMaps(trained)
    network.network.load_state_dict(fitted.weights)
    network.eval()
    logits, maps = _outputs(network, validation, job)
    bias = network.network.classifier.bias.detach().numpy()
    shifted, _ = _outputs(network, _augmented(validation, job), job)
    labels = validation.labels[validation.rows]
    findings = tuple(
        _finding(job, index, logits, shifted, maps[:, index], labels[:, index], float(bias[index]))
        for index in range(len(job.recipe.findings))
    )
    with tempfile.TemporaryDirectory(prefix=".staging-", dir=job.folder) as folder:
        staging = Path(folder) / target.name
        metadata = _metadata(job, findings, _selfcheck_logits(network, job))
        stage(staging, metadata, network.network, job.recipe_text)
        predictor = Predictor(load_bundle(staging), "cpu")
        _check_engines(predictor, validation, logits)
        if job.recipe.gate is not None:
            _add_gate(job, job.recipe.gate, predictor, staging)
            predictor = Predictor(load_bundle(staging), "cpu")
        metrics = _evaluate_test(job, predictor, report, token)
        if job.recipe.gate is not None:
            levels = job.cache.levels[usable_rows(job, "test")]
            metrics["gate"] = [asdict(row) for row in measure_refusals(predictor, levels, job.others)]
        metadata = replace(load_bundle(staging).metadata, metrics=metrics)
        place(staging, metadata, write_card(metadata, fitted), target)
    return load_bundle(target)


def _outputs(
    network: WithMaps, part: LabelledLevels, job: Job
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Logits ``(m, F)`` and maps ``(m, F, h, w)`` of a part."""
    import torch

    logits, maps = [], []
    with torch.inference_mode():
        for start in range(0, len(part.rows), 64):
            levels = part.levels[part.rows[start : start + 64]]
            found = network(torch.from_numpy(normalise(levels, job.recipe.input)))
            logits.append(found[0].numpy())
            maps.append(found[1].numpy())
    return np.concatenate(logits), np.concatenate(maps)


def _augmented(part: LabelledLevels, job: Job) -> LabelledLevels:
    """Make one augmented copy of a part, with the strengths of training."""
    import torch

    from meddiag_gui.training.augment import augment_levels
    from meddiag_gui.training.classification import LabelledLevels

    generator = torch.Generator().manual_seed(job.recipe.optimisation.seed)
    copies = [
        augment_levels(part.levels[part.rows[start : start + 64]], job.recipe.augmentation, generator)
        for start in range(0, len(part.rows), 64)
    ]
    return LabelledLevels(np.concatenate(copies), np.arange(len(part.rows)), part.labels[part.rows])


def _finding(
    job: Job,
    index: int,
    all_logits: NDArray[np.float32],
    all_shifted: NDArray[np.float32],
    maps: NDArray[np.float32],
    labels: NDArray[np.float32],
    bias: float,
) -> FindingSpec:
    recipe, rule = job.recipe.findings[index], job.recipe.operating_point
    known = ~np.isnan(labels)
    logits, shifted = all_logits[:, index], all_shifted[:, index]
    # An augmented copy beside each picture keeps the probabilities honest where pictures look different
    # from those at home (Tomani et al. 2021, "Post-hoc uncertainty calibration for domain drift scenarios").
    calibration = fit_platt(np.concatenate([logits[known], shifted[known]]), np.tile(labels[known], 2))
    reference = reference_of(logits[known], labels[known], calibration)
    threshold = choose_threshold(reference, rule.rule, rule.target)
    return FindingSpec(
        name=recipe.name,
        code=recipe.code,
        operating_point=threshold,
        operating_point_rule=f"{rule.rule} {rule.target:g} on the validation part",
        calibration=calibration,
        saliency_scale=saliency_scale(maps[labels == 1], bias),
        uncertain_band=choose_band(reference, threshold, rule.ruled_out, rule.ruled_in),
        reference=reference,
    )


def _metadata(job: Job, findings: tuple[FindingSpec, ...], logits: tuple[float, ...]) -> BundleMetadata:
    recipe = job.recipe
    return BundleMetadata(
        schema="meddiag.bundle/1",
        name=recipe.model.name,
        version=recipe.model.version,
        task="classification",
        architecture=recipe.model.architecture,
        architecture_arguments={},
        input=recipe.input,
        findings=findings,
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
    positives = {
        f"with {name}": sum(row.labels[name] == 1 for row in rows) for name in job.recipe.finding_names
    }
    return {"images": len(rows), "patients": len({row.patient_id for row in rows}), **positives}


def _selfcheck_logits(network: WithMaps, job: Job) -> tuple[float, ...]:
    import torch

    spec = job.recipe.input
    picture = selfcheck_picture(spec.rows, spec.columns).astype(np.uint16) * np.uint16(257)
    with torch.inference_mode():
        logits, _ = network(torch.from_numpy(normalise(picture[None], spec)))
    return tuple(round(float(value), 5) for value in logits[0])


def _check_engines(predictor: Predictor, part: LabelledLevels, logits: NDArray[np.float32]) -> None:
    """Refuse to publish where ONNX Runtime and torch differ by more than 1e-4 in probability."""
    sample = slice(0, 64)
    found = predictor.probabilities(part.levels[part.rows[sample]])
    difference = float(np.abs(found - calibrate_all(logits[sample], predictor.bundle.findings)).max())
    if not difference <= _ENGINES_AGREE:  # also refuses nan
        raise TrainingError(
            tr(
                "The exported graph differs from the network by {difference:.1e} in probability.",
                difference=difference,
            )
        )


def _add_gate(job: Job, recipe: GateRecipe, predictor: Predictor, staging: Path) -> None:
    """Fit the learned half of the input gate to the staged network, and add it to the bundle."""
    from meddiag_gui.training.gate import fit_gate

    spec = job.recipe.input
    levels = {part: job.cache.levels[usable_rows(job, part)] for part in ("train", "validation")}
    size = (spec.rows, spec.columns)
    fitted = fit_gate(predictor.embeddings, size, levels["train"], levels["validation"], job.others, recipe)
    add_gate(staging, fitted.spec, fitted.tensors)


def _evaluate_test(job: Job, predictor: Predictor, report: Report, token: CancelToken) -> dict[str, Any]:
    """Evaluate on the test part from its files, and measure what moves the scores there.

    Returns what the bundle keeps: all of ``evaluation.json`` but the list of images that were not scored.
    """
    rows = tuple(job.manifest.rows[i] for i in job.split.test)
    manifest = replace(job.manifest, rows=rows)
    evaluation = evaluate(predictor, manifest, part=TEST, report=report, token=token)
    test = labelled(job, "test")
    labels = labels_of(job)[test.rows]
    shifts = {}
    for index, spec in enumerate(predictor.bundle.findings):
        known = ~np.isnan(labels[:, index])
        shifts[spec.name] = [
            asdict(shift)
            for shift in measure_shifts(
                test.levels[test.rows[known]],
                labels[known, index],
                spec.operating_point,
                lambda levels, at=index: predictor.probabilities(levels)[:, at],  # type: ignore[misc]
            )
        ]
    whole = {
        "part": "internal test part",
        **evaluation.to_json(),
        "robustness": shifts,
        "failures": {spec.name: _failures(evaluation, spec) for spec in predictor.bundle.findings},
    }
    write_atomic(job.folder / "evaluation.json", json.dumps(whole, indent=2))
    # A bundle is handed on to others: names of files, which may be patients', stay in the run's folder.
    return {key: value for key, value in whole.items() if key != "not_scored"}


def _failures(evaluation: EvaluationReport, spec: FindingSpec) -> dict[str, list[float]]:
    """Probabilities of the images called wrongly, the worst first."""
    judged = [
        (image.labels[spec.name], image.probabilities[spec.name])
        for image in evaluation.images
        if image.status == "ok"
    ]
    missed = sorted(p for label, p in judged if label == 1 and p < spec.operating_point)
    alarms = sorted((p for label, p in judged if label == 0 and p >= spec.operating_point), reverse=True)
    return {"missed": missed, "false_alarms": alarms}
