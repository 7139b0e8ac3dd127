"""How far each method's maps of a model can be trusted: every measure, on a sample of labelled images."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from meddiag_gui import __version__
from meddiag_gui.datasets import Manifest
from meddiag_gui.errors import ManifestError
from meddiag_gui.evaluation.saliency.measuring import Measuring
from meddiag_gui.evaluation.saliency.sample import draw
from meddiag_gui.inference.predictor import Predictor
from meddiag_gui.inference.saliency.catalogue import METHODS, find_method
from meddiag_gui.inference.saliency.trust import SaliencyTrust, TrustPart
from meddiag_gui.language import tr
from meddiag_gui.tasks import CancelToken, Report, no_report

IMAGES = 100


@dataclass(frozen=True, slots=True)
class Plan:
    """What to measure.

    Parameters
    ----------
    part
        What the images are, in words: ``validation``, ``test``.
    images
        Images with the finding; methods that take seconds a map get 12 % of them.
    masks
        Folder of lung masks; None takes the manifest's column ``lung_mask``.
    methods
        Ids of the methods.
    """

    part: str
    images: int = IMAGES
    masks: Path | None = None
    methods: tuple[str, ...] = tuple(method.id for method in METHODS)


def measure_trust(
    predictor: Predictor,
    manifest: Manifest,
    plan: Plan,
    *,
    report: Report = no_report,
    token: CancelToken | None = None,
) -> SaliencyTrust:
    """Measure every method for every finding that the manifest has labels for.

    Returns
    -------
    SaliencyTrust
        What the bundle held before, with this part added or replaced. A scale that the bundle fixes
        stays; one that it lacks is taken from these images.

    Raises
    ------
    ManifestError
        If no image has a finding and is called present: there is no map to measure.
    ModelError
        If a method is unknown.
    Cancelled
        If the token was cancelled.
    """
    before = predictor.bundle.metadata.saliency or SaliencyTrust(scales={}, parts=())
    methods = tuple(find_method(name) for name in plan.methods)
    scales, trusts = dict(before.scales), []
    images = patients = 0
    for output, spec in enumerate(predictor.bundle.findings):
        if manifest.column_of(spec.name) is None:
            continue
        shown, absent = (
            draw(predictor, manifest, spec.name, label, plan.images, plan.masks, report=report, token=token)
            for label in (1, 0)
        )
        if not len(shown):
            continue
        one = Measuring(predictor, spec, output, shown, absent, scales.get(spec.name, {}), report, token)
        trusts += one.measure(methods)
        scales[spec.name] = one.scales
        images, patients = images + len(shown), patients + len(np.unique(shown.patients))
    if not trusts:
        raise ManifestError(tr("{name}: the model calls no labelled image present.", name=manifest.path.name))
    part = TrustPart(
        part=plan.part,
        images=images,
        patients=patients,
        created=datetime.now(UTC).isoformat(timespec="seconds"),
        program_version=__version__,
        methods=tuple(trusts),
    )
    others = tuple(old for old in before.parts if old.part != plan.part)
    return replace(before, scales=scales, parts=(*others, part))
