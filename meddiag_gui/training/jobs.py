"""Training jobs: one folder each under the user's data, which is all that is known of a run.

Beside what a run keeps (`meddiag_gui.training.run`) it holds ``manifest.csv``, ``others.csv`` where there are
other pictures, ``job.json`` (its state) and ``wish`` (what the user wants of it). Finished jobs stay as
history. Free of torch and Qt.
"""

from __future__ import annotations

import secrets
import shutil
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import Enum
from pathlib import Path
from typing import Any

import msgspec
from filelock import FileLock, Timeout

from meddiag_gui import paths
from meddiag_gui.datasets import Manifest
from meddiag_gui.errors import MedDiagError, TrainingError
from meddiag_gui.examination.source import manifest_table
from meddiag_gui.files import write_atomic
from meddiag_gui.language import tr
from meddiag_gui.training.recipe import Recipe, read_recipe

RECORD, RECIPE, MANIFEST, OTHERS, EVENTS = (
    "job.json", "recipe.toml", "manifest.csv", "others.csv", "events.jsonl",
)  # fmt: skip
"""Names of files in a job's folder."""
_LOCK = ".job.lock"
_LARGEST = 2**16  # bytes of a record


class State(Enum):
    """How far a job is."""

    WAITING = "waiting"
    RUNNING = "running"
    PAUSED = "paused"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Record:
    """What ``job.json`` says.

    Parameters
    ----------
    name, version
        Of the model that is made.
    created, changed
        When (ISO 8601, UTC) the job was made, and when its state became what it is.
    place
        Order in the queue: the least comes first.
    message
        Why it failed, for the user.
    device
        ``auto``, ``cpu`` or ``cuda``.
    fall_back
        Whether it goes on on the CPU if the GPU fails.
    """

    name: str
    version: str
    created: str
    changed: str
    place: float
    state: State = State.WAITING
    message: str = ""
    device: str = "auto"
    fall_back: bool = True
    schema: str = "meddiag.job/1"


@dataclass(frozen=True, slots=True)
class Job:
    """A job as it stands on the disk.

    Parameters
    ----------
    alive
        Whether a process works on it.
    """

    folder: Path
    record: Record
    alive: bool = False

    @property
    def id(self) -> str:
        """Name of its folder."""
        return self.folder.name

    @property
    def state(self) -> State:
        """How far it is."""
        return self.record.state

    @property
    def interrupted(self) -> bool:
        """Whether its process is gone and left it running: by a crash, a kill, or a power cut."""
        return self.state is State.RUNNING and not self.alive

    @property
    def bundle(self) -> Path:
        """Where its model lies once it is published."""
        return self.folder / f"{self.record.name}-{self.record.version}"


def training_folder() -> Path:
    """Where all jobs lie."""
    return paths.user_data() / "training"


def create(
    recipe: str,
    manifest: Manifest,
    *,
    others: Path | None = None,
    device: str = "auto",
    fall_back: bool = True,
) -> Job:
    """Make a job that waits in the queue; it names its images by their absolute paths.

    Parameters
    ----------
    recipe
        Text of ``recipe.toml``.
    others
        Manifest of other pictures for the input gate.

    Raises
    ------
    RecipeError
        If the recipe is not valid.
    TrainingError
        If the folder cannot be written.
    """
    now = datetime.now(UTC)
    name = f"{now:%Y%m%d-%H%M%S}-{secrets.token_hex(2)}"
    unfinished = training_folder() / f".{name}"
    try:
        write_atomic(unfinished / RECIPE, recipe)
        asked = read_recipe(unfinished / RECIPE)
        write_atomic(unfinished / MANIFEST, manifest_table(_with_absolute_masks(manifest, asked)))
        if others is not None:
            write_atomic(unfinished / OTHERS, manifest_table(_pictures(others)))
        stamp = now.isoformat(timespec="seconds")
        record = Record(
            name=asked.model.name, version=asked.model.version, created=stamp, changed=stamp,
            place=now.timestamp(), device=device, fall_back=fall_back,
        )  # fmt: skip
        _write(unfinished, record)
        return Job(unfinished.rename(training_folder() / name), record)
    except OSError as error:
        raise TrainingError(
            tr("The training cannot be prepared: {reason}.", reason=error.strerror or error)
        ) from error
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)


def read_job(folder: Path) -> Job:
    """Read a job.

    Raises
    ------
    TrainingError
        If the folder holds none, or its record is damaged.
    """
    path = folder / RECORD
    try:
        if path.stat().st_size > _LARGEST:
            raise TrainingError(
                tr("{name} holds no training: its {file} is far too large.", name=folder.name, file=RECORD)
            )
        record = msgspec.json.decode(path.read_bytes(), type=Record)
    except OSError as error:
        raise TrainingError(tr("{name} holds no training that can be read.", name=folder.name)) from error
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise TrainingError(
            tr("The training {name} is damaged: its {file} cannot be read.", name=folder.name, file=RECORD)
        ) from error
    return Job(folder, record, _is_locked(folder) if record.state is State.RUNNING else False)


def list_jobs() -> tuple[list[Job], list[str]]:
    """All jobs, the newest first, and one sentence for each folder that holds a damaged one."""
    found: list[Job] = []
    problems: list[str] = []
    for path in sorted(training_folder().glob(f"*/{RECORD}"), reverse=True):
        if path.parent.name.startswith("."):
            continue
        try:
            found.append(read_job(path.parent))
        except MedDiagError as error:
            problems.append(str(error))
    return found, problems


def change(job: Job, **fields: Any) -> Job:
    """Write a job's record with other values; a new state is stamped.

    Raises
    ------
    OSError
        If it cannot be written; it is then as it was.
    """
    if "state" in fields:
        fields["changed"] = datetime.now(UTC).isoformat(timespec="seconds")
    record = replace(job.record, **fields)
    _write(job.folder, record)
    return replace(job, record=record)


def remove(job: Job) -> None:
    """Delete a job with all that it made; its model, if it was installed, stays where it was installed to.

    Raises
    ------
    TrainingError
        If it is running, or cannot be deleted.
    """
    try:
        with only_one(job.folder):  # no system moves a folder in which a file is open
            pass
        shutil.rmtree(job.folder.rename(job.folder.with_name(f".{job.id}")))
    except OSError as error:
        raise TrainingError(
            tr("The training cannot be deleted: {reason}.", reason=error.strerror or error)
        ) from error


def only_one(folder: Path, wait: float = 0.0) -> AbstractContextManager[object]:
    """Lock a job for the process that works on it; the system frees it when that ends, however it ends.

    Raises
    ------
    TrainingError
        If another process works on it, still after ``wait`` seconds.
    """
    try:
        return FileLock(folder / _LOCK).acquire(timeout=wait)
    except Timeout as error:
        raise TrainingError(tr("The training {name} is running already.", name=folder.name)) from error


def _is_locked(folder: Path) -> bool:
    try:
        with only_one(folder):
            return False
    except TrainingError:
        return True
    except OSError:
        return False


def _write(folder: Path, record: Record) -> None:
    write_atomic(folder / RECORD, msgspec.json.format(msgspec.json.encode(record), indent=2))


def _pictures(path: Path) -> Manifest:
    from meddiag_gui.evaluation.pictures import read_pictures  # brings NumPy and more

    return read_pictures(path)


def _with_absolute_masks(manifest: Manifest, recipe: Recipe) -> Manifest:
    """Name masks, which a manifest does relative to itself, by their absolute paths."""
    column, home = recipe.mask_column, manifest.path.parent.absolute()
    if column not in manifest.attributes:
        return manifest
    rows = (
        replace(row, attributes=row.attributes | {column: str(home / row.attributes[column])})
        if row.attributes[column]
        else row
        for row in manifest.rows
    )
    return replace(manifest, rows=tuple(rows))
