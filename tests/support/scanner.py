"""Scans the disk in this process, without unpacking archives."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from meddiag_gui.imaging.scan import ScanResult, scan
from meddiag_gui.tasks import CancelToken, Report


class PlainScanner:
    """Finds what is there."""

    def scan(self, chosen: Sequence[Path], *, report: Report, token: CancelToken) -> ScanResult:
        return scan(chosen, lambda: chosen[0], report=report, token=token)

    def close(self) -> None:
        pass
