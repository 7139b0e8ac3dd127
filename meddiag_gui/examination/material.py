"""What the checks work on: rows with their facts, and which are copies of which."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from meddiag_gui.datasets import Manifest, Row
from meddiag_gui.examination.copies import Pair
from meddiag_gui.examination.facts import Facts
from meddiag_gui.examination.problems import Kind, Problem
from meddiag_gui.examination.source import PART_NAMES

_PART_COLUMNS = ("part", "split", "subset", "partition")


@dataclass(frozen=True, slots=True, eq=False)
class Material:
    """Labelled images, decoded and compared.

    Parameters
    ----------
    facts
        One a row.
    copies
        Clusters of rows with the same bytes or the same pixels.
    altered
        Pairs of rows that show one exposure, though their pixels differ.
    """

    manifest: Manifest
    facts: tuple[Facts, ...]
    copies: tuple[tuple[int, ...], ...]
    altered: tuple[Pair, ...]

    @property
    def rows(self) -> tuple[Row, ...]:
        """Rows of the manifest."""
        return self.manifest.rows

    @property
    def clusters(self) -> list[tuple[int, ...]]:
        """Rows that show one exposure: copies, then altered pairs."""
        return [*self.copies, *((pair.first, pair.second) for pair in self.altered)]

    @property
    def part_column(self) -> str | None:
        """Attribute that names the part of each image, if there is one."""
        for name in self.manifest.attributes:
            values = {row.attributes[name].casefold() for row in self.rows} - {""}
            if name.casefold() in _PART_COLUMNS and values and values <= PART_NAMES.keys():
                return name
        return None

    def part_of(self, row: int) -> str:
        """Part that the manifest states for a row; empty where it states none."""
        column = self.part_column
        return PART_NAMES.get(self.rows[row].attributes[column].casefold(), "") if column else ""

    def patient_numbers(self) -> NDArray[np.intp]:
        """Number of each row's patient, ``(rows,)``."""
        number = {name: i for i, name in enumerate(dict.fromkeys(row.patient_id for row in self.rows))}
        return np.array([number[row.patient_id] for row in self.rows], dtype=np.intp)

    def problem(self, kind: Kind, message: str, rows: Sequence[int], *, stops: bool = False) -> Problem:
        """Make a problem with these rows as its proof."""
        patients = dict.fromkeys(self.rows[i].patient_id for i in rows)
        return Problem(kind, message, tuple(self.rows[i].source for i in rows), tuple(patients), stops)
