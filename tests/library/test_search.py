"""Studies are found by all that names them, the newest first, a page at a time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meddiag_gui.library import search as module
from meddiag_gui.library.library import Library
from meddiag_gui.library.query import parse
from meddiag_gui.library.search import search
from meddiag_gui.library.tables.base import now
from meddiag_gui.library.tables.core import Patient, Study
from tests.support.library import add_study


def fill(library: Library) -> Library:
    with library.write() as session:
        add_study(
            session, 1, "Müller^Jörg", date=date(2024, 5, 17), description="Thorax p.a.", sex="M",
            finding_words="pneumonia", verdict_words="agree", accession="ACC-77",
        )  # fmt: skip
        xiaodong = "Wang^XiaoDong=王^小东"
        add_study(session, 2, xiaodong, date=date(2024, 6, 1), modalities="CT SR", birth_date="1950-07-03")
        add_study(
            session, 3, "García^José", date=None, description="Hand left", status="read", patient_id="7-B"
        )
        add_study(session, 4, "Mullen^Ann", date=date(2023, 1, 1), binned_at=now())
    return library


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """Give a library that no test changes."""
    with Library.open(tmp_path_factory.mktemp("filled") / "library") as library:
        yield fill(library)


def found(library: Library, line: str) -> list[int]:
    with library.read() as session:
        page = search(session, parse(line))
    assert page.total == len(page.studies)
    return [int(study.study_instance_uid.rpartition(".")[2]) for study in page.studies]


@pytest.mark.parametrize(
    ("line", "studies"),
    [
        ("", [2, 1, 3]),
        ("mull", [1]),
        ("MUELLER", [1]),
        ("Müller jör", [1]),
        ("joerg", [1]),
        ("王", [2]),
        ("小东", [2]),
        ("小", [2]),
        ("东小", []),
        ("xiaodong", [2]),
        ("jose garcia", [3]),
        ("thorax", [1]),
        ("name:thorax", []),
        ("desc:thorax", [1]),
        ("finding:pneu", [1]),
        ("verdict:agree", [1]),
        ("acc:acc-77", [1]),
        ("id:7-b", [3]),
        ("uid:1.2.826.2", [2]),
        ("mod:CR", [1, 3]),
        ("mod:SR,XX", [2]),
        ("mod:S", []),
        ("date:2024-05", [1]),
        ("date:2024", [2, 1]),
        ("born:1950 mod:CT", [2]),
        ("sex:m", [1]),
        ("status:read", [3]),
        ("in:bin", [4]),
        ("mull in:bin", [4]),
        ("--", [2, 1, 3]),
        ("mull --", [1]),
        ('name:"garcia jose"', [3]),
        ("hand OR thorax", []),
        ('"; DROP TABLE studies', []),
    ],
)
@pytest.mark.parametrize("many", [0, 5000])
def test_lines_find(
    filled: Library, line: str, studies: list[int], many: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_MANY", many)  # both ways to the same answer
    assert found(filled, line) == studies


@pytest.mark.parametrize("many", [0, 5000])
def test_pages_together_are_all(library: Library, monkeypatch: pytest.MonkeyPatch, many: int) -> None:
    monkeypatch.setattr(module, "_MANY", many)
    with library.write() as session:
        for number in range(25):
            add_study(session, number, date=date(2024, 1, 1 + number % 7))
    with library.read() as session:
        for line in ("", "doe", "doe mod:CR"):
            pages = [search(session, parse(line), limit=10, offset=offset) for offset in (0, 10, 20, 30)]
            keys = [study.study for page in pages for study in page.studies]
            assert [page.total for page in pages] == [25] * 4
            assert len(set(keys)) == len(keys) == 25
            dates = [study.date for page in pages for study in page.studies]
            assert dates == sorted(dates, reverse=True)


def test_what_changes_is_found_anew(library: Library) -> None:
    filled = fill(library)
    with filled.write() as session:
        study = session.get(Study, 1)
        assert study is not None
        study.finding_words, study.accession = "effusion", "B9"
        patient = session.get(Patient, study.patient_key)
        assert patient is not None
        patient.name, patient.name_words = "Zola^Ada", "zola ada"
    assert [found(filled, line) for line in ("pneu", "effu", "b9", "acc-77", "zola", "mull")] == [
        [], [1], [1], [], [1], [],
    ]  # fmt: skip
    with filled.write() as session:
        session.delete(session.get(Study, 1))
    assert found(filled, "zola") == []


@settings(max_examples=60)
@given(st.text(max_size=40))
def test_no_line_makes_the_database_stumble(filled: Library, line: str) -> None:
    with filled.read() as session:
        search(session, parse(line))
