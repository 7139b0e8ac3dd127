"""A scanner that takes every path for an image, whether there is such a file or not."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from meddiag_gui.imaging.instance import Instance
from meddiag_gui.imaging.scan import ScanProgress, ScanResult
from meddiag_gui.imaging.series import group
from meddiag_gui.imaging.targets import find_targets
from meddiag_gui.tasks import CancelToken, Report
from tests.support.stacks import slice_of


class FakeScanner:
    """Finds files by name only.

    Parameters
    ----------
    as_slices
        Whether all files are slices of one series, in the order given; else each is a series.
    skipped
        Sentences of the report.
    held
        Whether the scan waits for `release` after the first file, watching the token.
    changes
        Fields of every instance.
    """

    def __init__(
        self, *, as_slices: bool = False, skipped: tuple[str, ...] = (), held: bool = False, **changes: Any
    ) -> None:
        self._as_slices, self._skipped, self._changes = as_slices, skipped, changes
        self._released = threading.Event()
        if not held:
            self._released.set()
        self.closed = False

    def release(self) -> None:
        """Let a held scan go on."""
        self._released.set()

    def scan(self, chosen: Sequence[Path], *, report: Report, token: CancelToken) -> ScanResult:
        paths = [target.path for target in find_targets(chosen)]
        instances = [self._instance(path, number) for number, path in enumerate(paths)]
        if not self._released.is_set():
            first = ScanResult(group(instances[:1]), files=1)
            report(ScanProgress(0, len(paths), "Scanning: 1 files", 2.0, found=first))
        while not self._released.wait(0.005):
            token.check()
        token.check()
        return ScanResult(group(instances), self._skipped, len(paths))

    def _instance(self, path: Path, number: int) -> Instance:
        if self._as_slices:
            return slice_of(str(path), float(number), **self._changes)
        return Instance(**({"path": path} | self._changes))

    def close(self) -> None:
        self.closed = True
