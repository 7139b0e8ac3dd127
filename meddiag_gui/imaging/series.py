"""Instances put in order: patients, their studies, the series of these, and the stacks inside a series."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from meddiag_gui.imaging.instance import Instance
from meddiag_gui.imaging.stacking import find_gaps, sort_instances, split_into_stacks


@dataclass(frozen=True, slots=True)
class Stack:
    """Images to scroll through: of one series, orientation, spacing, size and frame of reference.

    Parameters
    ----------
    instances
        Either any number of single-frame files, sorted, or one multi-frame file.
    notices
        Reservations, one sentence each: slices missing, or not evenly spaced.
    """

    instances: tuple[Instance, ...]
    notices: tuple[str, ...] = ()

    def __len__(self) -> int:
        """Count the images."""
        return self.instances[0].frames if len(self.instances) == 1 else len(self.instances)

    @property
    def coherent(self) -> bool:
        """Whether the images show one thing: slices through a volume, or frames of one file."""
        return len(self.instances) == 1 or self.instances[0].plane is not None

    def image(self, place: int) -> tuple[Path, int]:
        """File and frame (from 0) of the image at a place, ``0 <= place < len(self)``."""
        if len(self.instances) == 1:
            return self.instances[0].path, place
        return self.instances[place].path, 0


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
    """Series with one Study Instance UID (0020,000D), by series number; date as in the file."""

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
    return tuple(_patient(found) for found in _split(instances, _patient_key))


def _patient_key(instance: Instance) -> tuple[str, str, str]:
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
    series.sort(key=lambda one: (one.number is None, one.number or 0))
    return Study(first.study_uid, first.study_date, first.study_description, tuple(series))


def _series_key(instance: Instance) -> str:
    return instance.series_uid or str(instance.path)


def _series(instances: list[Instance]) -> Series:
    first = instances[0]
    sorted_stacks = (sort_instances(found) for found in split_into_stacks(instances))
    stacks = tuple(Stack(tuple(found), find_gaps(found)) for found in sorted_stacks)
    return Series(first.series_uid, first.series_number, first.modality, first.series_description, stacks)


def _split(instances: Iterable[Instance], key: Callable[[Instance], object]) -> list[list[Instance]]:
    """Split by a key, in the order in which the keys are first met."""
    parts: dict[object, list[Instance]] = {}
    for instance in instances:
        parts.setdefault(key(instance), []).append(instance)
    return list(parts.values())
