"""What a job's recipe asks to be learned, with the data of its parts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meddiag_gui.tasks import CancelToken, Report
from meddiag_gui.training.job import Job, labelled, masked

if TYPE_CHECKING:
    from meddiag_gui.inference.networks import Network
    from meddiag_gui.training.objective import Objective


def make_objective(
    job: Job, network: Network, device: str, *, report: Report, token: CancelToken
) -> Objective:
    """Make the objective of a segmentation, a guided classification, a last layer, or a classification."""
    if job.recipe.structure is not None:
        from meddiag_gui.training.segmentation import Segmentation

        return Segmentation(job.recipe, masked(job, "train"), masked(job, "validation"), device)
    train, validation = labelled(job, "train"), labelled(job, "validation")
    if job.recipe.guidance is not None:
        from meddiag_gui.training.guidance import GuidedClassification

        return GuidedClassification(job.recipe, train, validation, masked(job, "train"), device)
    if job.recipe.model.tune == "head":
        return _head_only(job, network, device, report, token)
    from meddiag_gui.training.classification import Classification

    return Classification(job.recipe, train, validation, device)


def _head_only(job: Job, network: Network, device: str, report: Report, token: CancelToken) -> Objective:
    from meddiag_gui.inference.networks import PooledLinear
    from meddiag_gui.training.head import HeadOnly, features_of

    assert isinstance(network, PooledLinear)  # noqa: S101  # a recipe of another network was refused
    train, validation = labelled(job, "train"), labelled(job, "validation")
    features = features_of(
        network,
        job.recipe,
        train,
        validation,
        job.folder / "cache" / "features.safetensors",
        job.fingerprint,
        device=device,
        report=report,
        token=token,
    )
    return HeadOnly(job.recipe, train, validation, features, device)
