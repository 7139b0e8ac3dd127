"""A library, and files of records to take in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from meddiag_gui.library.library import Library
from meddiag_gui.library.patients.importing import Outcome, import_paths
from meddiag_gui.records.tables.mapping import Column, Mapping, Role
from meddiag_gui.records.tables.remembered import Remembered
from tests.support import fhir
from tests.support.libraries import new_library

LABS = Mapping(
    (Column(Role.PATIENT_ID), Column(Role.NAME), Column(Role.SEX), Column(Role.BIRTH_DATE), Column(Role.TIME),
     Column(Role.MEASURED, "k", "mmol/L"))
)  # fmt: skip
HEADING = "id,name,sex,born,date,k\n"


class Records:
    """Takes records into a library."""

    def __init__(self, library: Library, folder: Path) -> None:
        self.library, self.folder = library, folder
        folder.mkdir()

    def take(self, content: Any, name: str = "a.json", mapping: Mapping | None = None) -> Outcome:
        """Take FHIR, or the text of a table."""
        path = self.folder / name
        if isinstance(content, str):
            path.write_text(content, "utf-8")
        else:
            fhir.write(path, content)
        remembered = Remembered(self.folder / "kept.json")
        return import_paths(self.library, [path], remembered, "tester", mapping)[0]


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(new_library(tmp_path / "library")) as opened:
        yield opened


@pytest.fixture
def records(library: Library, tmp_path: Path) -> Records:
    return Records(library, tmp_path / "records")
