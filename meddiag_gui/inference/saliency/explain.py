"""One door to all methods: a prepared picture in, raw evidence out."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable

from meddiag_gui.errors import ModelError
from meddiag_gui.inference.saliency import activation, integrated, perturbation
from meddiag_gui.inference.saliency.catalogue import Method, find_method
from meddiag_gui.inference.saliency.subject import Batch, Map, Steps, Subject
from meddiag_gui.language import tr
from meddiag_gui.tasks import CancelToken, Progress, Report, no_report

Compute = Callable[[Subject, Batch, int, Steps], Map]

_COMPUTE: dict[str, tuple[Compute, int]] = {  # and its forward passes
    "cam": (activation.class_activation, 1),
    "grad-cam++": (activation.grad_cam_plus_plus, 1),
    "integrated-gradients": (integrated.integrated_gradients, integrated.STEPS),
    "occlusion": (perturbation.occlusion, perturbation.OCCLUSION_PASSES),
    "lime": (perturbation.lime, perturbation.LIME_SAMPLES),
}


def raw_map(
    subject: Subject,
    batch: Batch,
    output: int,
    method: str,
    *,
    report: Report = no_report,
    token: CancelToken | None = None,
) -> Map:
    """Compute the evidence for one output, signed: what speaks against it is negative.

    Parameters
    ----------
    batch
        ``(1, 1, H, W)``.

    Returns
    -------
    numpy.ndarray
        ``(h, w)`` float32; the same picture always gives the same map.

    Raises
    ------
    ModelError
        If the method is unknown, or needs a library that is not installed.
    Cancelled
        If the token was cancelled; it is looked at every few forward passes.
    """
    known = find_method(method)
    compute, passes = _COMPUTE[method]
    if known.needs_torch:
        check_gradients(known)
        report(Progress(0, None, tr("Loading torch, once")))
        subject.network()
    return compute(subject, batch, output, Steps(passes, f"{known.name}:", report, token))


def check_gradients(method: Method) -> None:
    """Make sure that what gives gradients is installed.

    Raises
    ------
    ModelError
        If torch or captum is not.
    """
    for library in ("torch", "captum"):
        if importlib.util.find_spec(library) is None:
            raise ModelError(
                tr(
                    "{name} needs {library}, which is not installed here; class activation, "
                    "occlusion and LIME do not.",
                    name=tr(method.name),
                    library=library,
                )
            )
