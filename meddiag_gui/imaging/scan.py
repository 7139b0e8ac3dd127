"""Files, folders, archives and media to series: headers only, and nothing skipped in silence."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from meddiag_gui.errors import MedDiagError, NoImage
from meddiag_gui.files import sha256_of
from meddiag_gui.imaging.archive import is_archive, unpack
from meddiag_gui.imaging.instance import Instance, is_index, read_instance
from meddiag_gui.imaging.results.origin import Origin, read_origin
from meddiag_gui.imaging.series import Patient, Stack, group
from meddiag_gui.imaging.targets import Target, find_targets
from meddiag_gui.imaging.text import cannot_be_opened, clean_text
from meddiag_gui.language import tr
from meddiag_gui.tasks import CancelToken, Progress, Report, Stopwatch, no_report

_REPORT_SECONDS = 0.1
_GROWTH = 4  # what was found is handed on each time it has grown by a quarter: the whole costs five sortings


@dataclass(frozen=True, slots=True)
class ScanResult:
    """What was found.

    Parameters
    ----------
    patients
        Everything that can be opened, in order.
    skipped
        One sentence for each file that cannot, or is a copy of another.
    results
        Segmentations, reports and other results of the images, in the order they were found.
    files
        How many files were looked at.
    """

    patients: tuple[Patient, ...] = ()
    skipped: tuple[str, ...] = ()
    files: int = 0
    results: tuple[Origin, ...] = ()

    @property
    def stacks(self) -> tuple[Stack, ...]:
        """All stacks, in order."""
        return tuple(
            stack
            for patient in self.patients
            for study in patient.studies
            for series in study.series
            for stack in series.stacks
        )


@dataclass(frozen=True, slots=True)
class ScanProgress(Progress):
    """Progress of a scan; ``found`` is what is known so far, where it has grown, and else None."""

    found: ScanResult | None = None


def scan(
    paths: Sequence[Path],
    workspace: Callable[[], Path],
    read: Callable[[Path], Instance] = read_instance,
    *,
    report: Report = no_report,
    token: CancelToken | None = None,
) -> ScanResult:
    """Look at files, at all files below folders and inside ZIP archives, and put their images in order.

    The index of a DICOM medium stands for the folder that it lies in; what it lists is not followed.

    Parameters
    ----------
    paths
        What the user chose.
    workspace
        Gives the folder into which archives are unpacked, asked for at the first one; the folder must stay
        while their images are in use.
    read
        Reads a header; hostile files are best read by an `IsolatedReader`.
    report
        Gets `ScanProgress`; the first that has something found comes with the first image.

    Raises
    ------
    Cancelled
        If the token was cancelled.
    """
    return _Scan(workspace, read, report, token or CancelToken()).run(paths)


class _Scan:
    """State of one scan."""

    def __init__(
        self,
        workspace: Callable[[], Path],
        read: Callable[[Path], Instance],
        report: Report,
        token: CancelToken,
    ) -> None:
        self._workspace, self._read, self._report, self._token = workspace, read, report, token
        self._instances: list[Instance] = []
        self._results: list[Origin] = []
        self._skipped: list[str] = []
        self._seen = _Seen()
        self._files = 0
        self._archives = 0
        self._next_found = 1
        self._next_report = 0.0

    def run(self, paths: Sequence[Path]) -> ScanResult:
        self._report(Progress(0, None, tr("Looking for files")))
        given = [path.parent if is_index(path) and path.is_file() else path for path in paths]
        listed = find_targets(given, self._token)
        watch = Stopwatch(len(listed))
        for done, target in enumerate(listed):
            for file in self._files_of(target):
                self._token.check()
                self._files += 1
                self._take(file)
                self._tell(done, len(listed), watch)
        return self._result()

    def _files_of(self, target: Target) -> Iterator[Target]:
        """Give the file itself, or those in it."""
        try:
            if target.problem or not is_archive(target.path):
                yield target
                return
            self._archives += 1
            folder = self._workspace() / str(self._archives)
            folder.mkdir()
            yield from unpack(target.path, folder, self._token)
        except MedDiagError as error:
            self._skipped.append(str(error))
        except OSError as error:
            name, reason = clean_text(target.path.name), error.strerror
            self._skipped.append(tr("{name} cannot be unpacked: {reason}.", name=name, reason=reason))

    def _take(self, target: Target) -> None:
        if target.problem:
            self._skipped.append(clean_text(target.problem))
            return
        if is_index(target.path):
            return
        try:
            self._sort(target.path)
        except MedDiagError as error:
            self._skipped.append(str(error))
        except OSError as error:
            self._skipped.append(cannot_be_opened(target.path, error.strerror))

    def _sort(self, path: Path) -> None:
        """Put a file with the images, with the results, or with both; what is neither raises."""
        found: list[Instance | Origin] = []
        try:
            instance = self._read(path)
            found = [instance]
            if instance.modality == "SEG":  # its frames are images too, though hardly ever looked at alone
                found += filter(None, [read_origin(path)])
        except NoImage:
            origin = read_origin(path)
            if origin is None:
                raise
            found = [origin]
        original = self._seen.original(found[0])
        if original is not None:
            name, other = clean_text(path.name), clean_text(original.name)
            self._skipped.append(tr("{name} is a copy of {other}, and shown once.", name=name, other=other))
            return
        self._instances += [one for one in found if isinstance(one, Instance)]
        self._results += [one for one in found if isinstance(one, Origin)]

    def _tell(self, done: int, total: int, watch: Stopwatch) -> None:
        """Report at most ten times a second, but what was found as soon as it has grown enough."""
        grown = len(self._instances) >= self._next_found
        now = time.monotonic()
        if not grown and now < self._next_report:
            return
        self._next_report = now + _REPORT_SECONDS
        if grown:
            self._next_found = len(self._instances) + len(self._instances) // _GROWTH + 1
        message = tr("Scanning: {files} files, {n} with images", files=self._files, n=len(self._instances))
        found = self._result() if grown else None
        self._report(ScanProgress(done, total, message, watch.seconds_left(done), found))

    def _result(self) -> ScanResult:
        results = tuple(self._results)
        return ScanResult(group(self._instances), tuple(self._skipped), self._files, results)


class _Seen:
    """Recognises copies: the same SOP Instance UID, or where there is none the same size, and same bytes.

    Bytes are read only where the former agree.
    """

    def __init__(self) -> None:
        self._first: dict[object, Path] = {}
        self._digests: dict[object, dict[str, Path]] = {}

    def original(self, instance: Instance | Origin) -> Path | None:
        """Find the file seen before that this one is a copy of; None if it is new.

        Raises
        ------
        OSError
            If one of the files cannot be read.
        """
        path = instance.path
        key = instance.sop_instance_uid or path.stat().st_size
        first = self._first.setdefault(key, path)
        if first is path:
            return None
        digests = self._digests.setdefault(key, {})
        if not digests:
            digests[sha256_of(first)] = first
        original = digests.setdefault(sha256_of(path), path)
        return None if original is path else original
