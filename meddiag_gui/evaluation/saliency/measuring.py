"""Every measure of every method for one finding."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from meddiag_gui.errors import BundleError, ModelError
from meddiag_gui.evaluation.saliency import figures
from meddiag_gui.evaluation.saliency.faithfulness import RANDOM_ORDERS, areas, random_order
from meddiag_gui.evaluation.saliency.figures import Mapped, missing
from meddiag_gui.evaluation.saliency.measures import Map, rank_correlation
from meddiag_gui.evaluation.saliency.sample import Sample
from meddiag_gui.inference.metadata import FindingSpec
from meddiag_gui.inference.predictor import Predictor
from meddiag_gui.inference.preprocess import normalise
from meddiag_gui.inference.saliency.catalogue import Method, find_method
from meddiag_gui.inference.saliency.explain import check_gradients, raw_map
from meddiag_gui.inference.saliency.randomise import cascade
from meddiag_gui.inference.saliency.subject import Batch, Subject
from meddiag_gui.inference.saliency.trust import Figure, MethodTrust, judge_all
from meddiag_gui.tasks import CancelToken, Progress, Report, Stopwatch

_SLOW_SHARE, _RANDOM_SHARE = 0.12, 0.06  # of the images, where a map takes seconds
_SEEDS = 3  # random networks of a fast method
_STATISTICS = 16  # pictures for the normalisation of random networks
_SCALE_PERCENTILE = 99
_CHUNK = 8


class Measuring:
    """The measurement of one finding.

    Parameters
    ----------
    shown, absent
        Images with the finding that are called present, and images without it.
    scales
        By method, the evidence drawn as 1.0, as far as the bundle fixes it; `measure` adds the others.
    """

    def __init__(
        self,
        predictor: Predictor,
        spec: FindingSpec,
        output: int,
        shown: Sample,
        absent: Sample,
        scales: dict[str, float],
        report: Report,
        token: CancelToken | None,
    ) -> None:
        self._predictor, self._spec, self._output = predictor, spec, output
        self._shown, self._absent = shown, absent
        self.scales = dict(scales)
        self._report, self._token = report, token
        normal = normalise(shown.levels, predictor.bundle.metadata.input)
        self._batches = [normal[i : i + 1] for i in range(len(normal))]
        self._mapped: dict[str, Mapped] = {}

    def measure(self, methods: tuple[Method, ...]) -> list[MethodTrust]:
        """Measure all methods; one that cannot run here is left out."""
        able = [method for method in methods if self._can(method)]
        for method in able:
            count = max(2, round(_SLOW_SHARE * len(self._shown))) if method.slow else len(self._shown)
            batches = self._watched(self._batches[:count], f"{method.name}: maps")
            raws = [self._explain(self._predictor, method, batch) for batch in batches]
            self._mapped[method.id] = Mapped(self._shown, tuple(raws))
            if method.id not in self.scales:
                self.scales[method.id] = self._scale(method, raws)
        hidden = figures.hidden(self._predictor, (self._shown, self._absent), self._output)
        return [self._trust(method, hidden) for method in able]

    def _can(self, method: Method) -> bool:
        try:
            if method.needs_torch:
                check_gradients(method)
        except ModelError:
            return False
        return True

    def _scale(self, method: Method, raws: list[Map]) -> float:
        fixed = self._predictor.bundle.metadata.map_scale(self._spec, method.id)
        if fixed is not None:
            return fixed
        cells = np.concatenate([raw.ravel() for raw in raws])
        positive = cells[cells > 0]
        return float(np.percentile(positive, _SCALE_PERCENTILE)) if len(positive) else 1.0

    def _trust(self, method: Method, hidden: Figure) -> MethodTrust:
        mapped = self._mapped[method.id]
        partner = "cam" if method.id == "occlusion" else "occlusion"
        if partner in self._mapped:
            agreement = figures.agreement(mapped, self._mapped[partner], find_method(partner).name)
        else:
            agreement = missing("agreement", f"{find_method(partner).name} was not measured")
        explain = functools.partial(self._explain, self._predictor, method)
        batches = self._watched(self._batches[: len(mapped.raws)], f"{method.name}: repeatability")
        repeatability = figures.repeatability(mapped, batches, explain, self.scales[method.id])
        batches = self._watched(self._batches[: len(mapped.raws)], f"{method.name}: deletion and insertion")
        deletion, insertion = figures.faithfulness(mapped, batches, self._random_areas, self._log_odds)
        found = (
            self._randomisation(method), agreement, deletion, insertion, *figures.lungs(mapped),
            repeatability, figures.border(mapped), hidden,
        )  # fmt: skip
        return MethodTrust(finding=self._spec.name, method=method.id, verdict=judge_all(found), figures=found)

    def _randomisation(self, method: Method) -> Figure:
        """Size of the rank correlation with maps of random networks; what counts is all layers random."""
        count = max(2, round(_RANDOM_SHARE * len(self._shown))) if method.slow else len(self._shown)
        raws = self._mapped[method.id].raws[:count]
        statistics = np.concatenate(self._batches[:_STATISTICS])
        found: dict[float, list[list[float]]] = {}
        try:
            check_gradients(method)  # random networks run in torch, whatever the method
            for seed in range(1 if method.slow else _SEEDS):
                for depth, subject in cascade(self._predictor.bundle, statistics, seed):
                    message = f"{method.name}: {depth:.0%} of the layers random"
                    batches = self._watched(self._batches[: len(raws)], message)
                    pairs = zip(raws, batches, strict=True)
                    values = [
                        abs(rank_correlation(raw, self._explain(subject, method, b))) for raw, b in pairs
                    ]
                    found.setdefault(depth, []).append(values)
        except (BundleError, ModelError):
            return missing("randomisation", "the network cannot be built in torch here")
        output, half, whole = (np.mean(values, axis=0) for values in found.values())
        patients = self._shown.patients[: len(raws)]
        middle = {"output": float(np.nanmean(output)), "half": float(np.nanmean(half))}
        return figures.figure("randomisation", whole, patients, **middle)

    @functools.cache  # noqa: B019  # lives as long as the measurement
    def _random_areas(self, index: int) -> tuple[float, float]:
        """Mean areas under deletion and insertion in random order."""
        generator = np.random.default_rng(index)
        orders = [random_order(generator) for _ in range(RANDOM_ORDERS)]
        found = np.mean([areas(self._batches[index], order, self._log_odds) for order in orders], axis=0)
        return float(found[0]), float(found[1])

    def _log_odds(self, pictures: Batch) -> NDArray[np.float64]:
        parts = [self._predictor.run(pictures[i : i + _CHUNK])[0] for i in range(0, len(pictures), _CHUNK)]
        logits, calibration = np.concatenate(parts)[:, self._output], self._spec.calibration
        return np.asarray(calibration.slope * logits.astype(np.float64) + calibration.intercept)

    def _explain(self, subject: Subject, method: Method, batch: Batch) -> Map:
        return raw_map(subject, batch, self._output, method.id, token=self._token)

    def _watched(self, batches: Sequence[Batch], message: str) -> Iterator[Batch]:
        """Give the pictures one by one, with progress and a look at the token."""
        watch = Stopwatch(len(batches))
        for done, batch in enumerate(batches):
            if self._token is not None:
                self._token.check()
            self._report(Progress(done, len(batches), message, watch.seconds_left(done)))
            yield batch
