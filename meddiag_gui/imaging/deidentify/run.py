"""Files and folders without identities: each ends written, held for a look, left out or failed."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from meddiag_gui.errors import ExportError, MedDiagError, UnreadableImage, UnsupportedImage
from meddiag_gui.files import sha256_of, write_atomic
from meddiag_gui.imaging.deidentify.dicom_file import DicomFile
from meddiag_gui.imaging.deidentify.examine import Examined, OpenImage, examine
from meddiag_gui.imaging.deidentify.options import Options
from meddiag_gui.imaging.deidentify.outcome import Outcome, Review, Status
from meddiag_gui.imaging.deidentify.pseudonyms import Pseudonyms
from meddiag_gui.imaging.deidentify.raster_file import cleaned_raster, raster_output
from meddiag_gui.imaging.limits import check_file_size
from meddiag_gui.imaging.open import open_file
from meddiag_gui.imaging.sniff import HEAD_BYTES, sniff
from meddiag_gui.imaging.targets import Target, find_targets
from meddiag_gui.imaging.text import clean_text
from meddiag_gui.language import english, mark, tr
from meddiag_gui.tasks import CancelToken, Progress, Report, Stopwatch, no_report


@dataclass(frozen=True, slots=True)
class Work:
    """What a run does.

    Parameters
    ----------
    out
        Folder for what is written.
    open_image
        Gives a frame of a file, as `meddiag_gui.imaging.open.open_image` does; hostile files call for an
        `IsolatedReader`.
    reviews
        What somebody decided, by SHA-256 of the file: such a file is not held.
    """

    out: Path
    pseudonyms: Pseudonyms
    open_image: OpenImage
    options: Options = field(default_factory=Options)
    reviews: Mapping[str, Review] = field(default_factory=dict)


def check_folders(given: Iterable[Path], out: Path) -> None:
    """Refuse an output folder that lies in what is read, or the other way round.

    Raises
    ------
    ExportError
        Naming the two.
    """
    there = Path(os.path.realpath(out))
    for path in given:
        here = Path(os.path.realpath(path))
        if there == here or there.is_relative_to(here) or here.is_relative_to(there):
            raise ExportError(
                tr(
                    "{name} and {other} lie in each other: originals and de-identified files "
                    "need folders of their own.",
                    name=clean_text(out.name),
                    other=clean_text(path.name),
                )
            )


def deidentify(
    given: Iterable[Path], work: Work, *, report: Report = no_report, token: CancelToken | None = None
) -> Iterator[Outcome]:
    """De-identify files and folders; a run that is started again goes on where it stopped.

    Yields
    ------
    Outcome
        Of every file, in the order of `find_targets`. A file that fails costs nobody else anything.

    Raises
    ------
    ExportError
        If the folders lie in each other.
    Cancelled
        If the token was cancelled; what was written until then is whole.
    """
    token = token or CancelToken()
    given = list(given)
    check_folders(given, work.out)
    targets = find_targets(given, token)
    watch = Stopwatch(len(targets))
    for number, target in enumerate(targets):
        token.check()
        report(Progress(number, len(targets), tr("Taking out identities"), watch.seconds_left(number)))
        yield one_file(target, work, token)
    report(Progress(len(targets), len(targets), tr("Taking out identities")))


def one_file(target: Target, work: Work, token: CancelToken) -> Outcome:
    """De-identify one file.

    Raises
    ------
    Cancelled
        If the token was cancelled.
    """
    path = target.path
    if target.problem:
        return Outcome(path, Status.ERROR, target.problem)
    try:
        with open_file(path) as stream:
            size = path.stat().st_size
            check_file_size(size)
            digest = sha256_of(path)
            kind = sniff(stream.read(HEAD_BYTES), size)
            stream.seek(0)
            if kind == "dicom":
                file = DicomFile(path, digest, stream, size, work.options)
                return _dicom(path, digest, file, work, token)
        return _raster(path, digest, work, token)
    except MedDiagError as error:
        return Outcome(path, Status.ERROR, _sentence(path, error))
    except OSError as error:
        return Outcome(path, Status.ERROR, _sentence(path, error.strerror or mark("the disk failed")))


def _dicom(path: Path, digest: str, file: DicomFile, work: Work, token: CancelToken) -> Outcome:
    reason = file.reason_to_leave_out()
    if reason:
        return Outcome(path, Status.LEFT_OUT, reason.format(name=clean_text(path.name)), digest)
    output = file.output(work.pseudonyms)
    if _is_there(work, output, digest):
        return Outcome(path, Status.BEFORE, "", digest, output)
    examined = Examined((), ())
    if file.has_pixels:
        examined = _examined(path, digest, work, file.burned_in, file.modality, token)
    if examined.doubts:
        return _held(path, digest, examined)
    data, outcome = file.cleaned(work.pseudonyms, examined)
    write_atomic(work.out / output, data)
    return replace(outcome, output=output)


def _raster(path: Path, digest: str, work: Work, token: CancelToken) -> Outcome:
    output = raster_output(digest, work.pseudonyms)
    if _is_there(work, output, digest):
        return Outcome(path, Status.BEFORE, "", digest, output)
    examined = _examined(path, digest, work, "", "", token)
    write_atomic(work.out / output, cleaned_raster(path, work.open_image, examined))
    return Outcome(path, Status.DONE, "", digest, output, examined.boxes)


def _examined(
    path: Path, digest: str, work: Work, stated: str, modality: str, token: CancelToken
) -> Examined:
    """Take what somebody decided; else look at the pixels. They have to be a picture that can be shown.

    Raises
    ------
    ExportError
        If they are not; a whole sentence.
    """
    review = work.reviews.get(digest)
    try:
        if review is None:
            return examine(path, work.open_image, stated=stated, modality=modality, token=token)
        work.open_image(path, 0)
    except (UnreadableImage, UnsupportedImage) as error:
        raise ExportError(str(error)) from error
    return Examined(review.boxes, ())


def _is_there(work: Work, output: str, digest: str) -> bool:
    """Whether an earlier run wrote it; a file that was reviewed is always written anew."""
    return digest not in work.reviews and (work.out / output).is_file()


def _held(path: Path, digest: str, examined: Examined) -> Outcome:
    doubts = " ".join(examined.doubts)
    message = mark("{name} is held back: {doubts}").format(name=clean_text(path.name), doubts=doubts)
    return Outcome(path, Status.HELD, message, digest, None, examined.boxes, examined.doubts)


def _sentence(path: Path, reason: object) -> str:
    """In English: an outcome is kept, and told in the user's language where it is shown."""
    text = english(str(reason)).rstrip(".")
    name = clean_text(path.name)
    sentence = mark("{name} was not written: {reason}.")
    return f"{text}." if text.startswith(name) else sentence.format(name=name, reason=text)
