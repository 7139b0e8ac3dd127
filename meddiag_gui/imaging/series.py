"""Instances put in order: patients, their studies, the series of these, and the stacks inside a series."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from meddiag_gui.imaging.instance import Instance
from meddiag_gui.imaging.plane import Plane
from meddiag_gui.imaging.repeats import count_phases, split_repeats
from meddiag_gui.imaging.stacking import Slice, find_gaps, slices_of, sort_slices, split_into_stacks


@dataclass(frozen=True, slots=True)
class Stack:
    """Images to scroll through: of one series, orientation, spacing, size and frame of reference.

    Parameters
    ----------
    instances
        Any number of single-frame files, sorted; or one file of several frames; or the files of one
        concatenation.
    notices
        Reservations, one sentence each: slices missing, or not evenly spaced.
    order
        For each place the index of its instance and the frame, from 0; empty where every file has one frame
        and stands in its place, and for a loop, whose frames stay in the order of the file.
    phases
        Images at each place in the patient, one after the other; 0 where places have different numbers.
    label
        What tells this stack from others of its series with the same geometry, such as ``b 1000``.
    """

    instances: tuple[Instance, ...]
    notices: tuple[str, ...] = ()
    order: tuple[tuple[int, int], ...] = ()
    phases: int = 1
    label: str = ""

    def __len__(self) -> int:
        """Count the images."""
        if self.order:
            return len(self.order)
        return self.instances[0].frames if len(self.instances) == 1 else len(self.instances)

    @property
    def coherent(self) -> bool:
        """Whether the images show one thing: slices through a volume, or frames of one file."""
        return len(self.instances) == 1 or bool(self.order) or self.instances[0].plane is not None

    def image(self, place: int) -> tuple[Path, int]:
        """File and frame (from 0) of the image at a place, ``0 <= place < len(self)``."""
        index, frame = self._at(place)
        return self.instances[index].path, frame

    def find(self, path: Path, frame: int) -> int | None:
        """Place of a file's frame; None where it is not in this stack."""
        index = next((i for i, instance in enumerate(self.instances) if instance.path == path), None)
        if index is None:
            return None
        if self.order:
            return self.order.index((index, frame)) if (index, frame) in self.order else None
        return frame if len(self.instances) == 1 else index

    def plane(self, place: int) -> Plane | None:
        """Where the image at a place lies in the patient, by its header."""
        index, frame = self._at(place)
        instance = self.instances[index]
        return instance.shots[frame].plane if instance.shots else instance.plane

    def spacing(self, place: int) -> tuple[float, float] | None:
        """Pixel spacing in mm of the image at a place, between rows, then between columns."""
        index, frame = self._at(place)
        instance = self.instances[index]
        return instance.shots[frame].spacing if instance.shots else instance.spacing

    def _at(self, place: int) -> tuple[int, int]:
        if self.order:
            return self.order[place]
        return (0, place) if len(self.instances) == 1 else (place, 0)


@dataclass(frozen=True, slots=True)
class Series:
    """Stacks with one Series Instance UID (0020,000E); a file without one is a series of its own."""

    uid: str
    number: int | None
    modality: str
    description: str
    stacks: tuple[Stack, ...]


@dataclass(frozen=True, slots=True)
class Study:
    """Series with one Study Instance UID (0020,000D), by series number, segmentations last."""

    uid: str
    date: str
    description: str
    series: tuple[Series, ...]


@dataclass(frozen=True, slots=True)
class Patient:
    """Studies with the same patient ID, name and birth date, the latest first."""

    id: str
    name: str
    birth_date: str
    studies: tuple[Study, ...]


def group(instances: Iterable[Instance]) -> tuple[Patient, ...]:
    """Put instances in order.

    Whatever has no order of its own, such as patients, comes as it is first met. Two people are never
    made one by a shared ID alone: the name (but for case and padding) and the birth date must agree too.
    """
    return tuple(_patient(found) for found in _split(instances, patient_key))


def patient_key(instance: Instance) -> tuple[str, str, str]:
    """Tell people apart: ID, name but for case and padding, and birth date."""
    name = instance.patient_name.casefold().rstrip("^= ")
    return instance.patient_id, name, instance.patient_birth_date


def _patient(instances: list[Instance]) -> Patient:
    first = instances[0]
    studies = [_study(found) for found in _split(instances, lambda instance: instance.study_uid)]
    studies.sort(key=lambda study: study.date, reverse=True)
    return Patient(first.patient_id, first.patient_name, first.patient_birth_date, tuple(studies))


def _study(instances: list[Instance]) -> Study:
    first = instances[0]
    series = [_series(found) for found in _split(instances, _series_key)]
    series.sort(key=lambda one: (one.modality == "SEG", one.number is None, one.number or 0))
    return Study(first.study_uid, first.study_date, first.study_description, tuple(series))


def _series_key(instance: Instance) -> str:
    return instance.series_uid or str(instance.path)


def _series(instances: list[Instance]) -> Series:
    first = instances[0]
    slices = [one for instance in instances for one in slices_of(instance)]
    parts = [part for stack in split_into_stacks(slices) for part in split_repeats(stack)]
    stacks = tuple(_stack(sort_slices(found), label) for label, found in parts)
    return Series(first.series_uid, first.series_number, first.modality, first.series_description, stacks)


def _stack(slices: list[Slice], label: str) -> Stack:
    # Keyed by the file, for comparing whole headers would take long.
    indices: dict[Path, int] = {}
    for one in slices:
        indices.setdefault(one.instance.path, len(indices))
    by_path = {one.instance.path: one.instance for one in slices}
    order = tuple((indices[one.instance.path], one.frame) for one in slices if one.frame is not None)
    if all(one.instance.frames == 1 for one in slices):
        order = ()
    instances = tuple(by_path[path] for path in indices)
    return Stack(instances, find_gaps(slices), order, count_phases(slices), label)


def _split(instances: Iterable[Instance], key: Callable[[Instance], object]) -> list[list[Instance]]:
    """Split by a key, in the order in which the keys are first met."""
    parts: dict[object, list[Instance]] = {}
    for instance in instances:
        parts.setdefault(key(instance), []).append(instance)
    return list(parts.values())
