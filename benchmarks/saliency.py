"""How long each saliency method takes, and how soon it stops when it is cancelled.

* seconds for one map, wall clock and processor time;
* milliseconds from cancelling to the end of the work (goal: at most 200), the longest of several tries at
  different moments. Processor time tells what an idle machine would take.

Takes the default model, on the CPU. Run: ``python benchmarks/saliency.py [TRIES]``.
"""

from __future__ import annotations

import sys
import threading
import time

import numpy as np

from meddiag_gui.inference.predictor import Predictor
from meddiag_gui.inference.registry import find_bundle
from meddiag_gui.inference.saliency.catalogue import METHODS
from meddiag_gui.inference.saliency.explain import raw_map
from meddiag_gui.inference.saliency.subject import Batch
from meddiag_gui.tasks import Cancelled, CancelToken

Moment = tuple[float, float]  # wall clock and processor time, in seconds


def now() -> Moment:
    """Read both clocks."""
    return time.perf_counter(), time.process_time()


def since(start: Moment) -> Moment:
    """Seconds on both clocks."""
    return time.perf_counter() - start[0], time.process_time() - start[1]


def time_to_stop(predictor: Predictor, batch: Batch, method: str, after: float) -> Moment | None:
    """Cancel a map ``after`` seconds and wait for its end; None where it was finished before."""
    token, ended = CancelToken(), list[Moment]()

    def work() -> None:
        try:
            raw_map(predictor, batch, 0, method, token=token)
        except Cancelled:
            ended.append(now())

    thread = threading.Thread(target=work)
    thread.start()
    time.sleep(after)
    start = now()
    token.cancel()
    thread.join()
    return (ended[0][0] - start[0], ended[0][1] - start[1]) if ended else None


def main(tries: int) -> None:
    """Print one line a method."""
    predictor = Predictor(find_bundle("cxr-pneumonia-pediatric"), "cpu")
    spec = predictor.bundle.metadata.input
    batch = np.random.default_rng(0).normal(size=(1, 1, spec.rows, spec.columns)).astype(np.float32)
    for method in METHODS:
        raw_map(predictor, batch, 0, method.id)  # loads what it needs
        start = now()
        raw_map(predictor, batch, 0, method.id)
        wall, processor = since(start)
        line = f"{method.name:<22} {wall:6.2f} s, {processor:5.2f} s of the processor"
        if method.slow:
            moments = [
                time_to_stop(predictor, batch, method.id, wall * i / (tries + 1)) for i in range(tries)
            ]
            stops = [stop for stop in moments if stop is not None]
            if stops:
                longest = [1e3 * max(stop[clock] for stop in stops) for clock in (0, 1)]
                line += f"; stops within {longest[0]:.0f} ms, {longest[1]:.0f} ms of the processor"
        print(line, flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 8)
