"""How long a search in the library takes with many studies, against one with few, and how long opening does.

    python benchmarks/library.py [STUDIES]

The studies are invented. Each query is asked as a user might type it, from one letter on; what is measured is
one answer: the number of hits and the first page. CPU time is that of this process: on a machine with a core
to spare it is what a user waits.
"""

from __future__ import annotations

import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from sqlalchemy import insert

from meddiag_gui.library.library import Library
from meddiag_gui.library.query import parse
from meddiag_gui.library.search import search
from meddiag_gui.library.tables.core import Instance, Patient, Series, Study
from meddiag_gui.library.words import fold

FAMILY = [
    "Müller", "Schmidt", "García", "Nguyễn", "Kowalski", "Ivanov", "Łuczak", "O'Connor", "Strauß", "Åkesson",
    "Dupont", "Rossi", "Yılmaz",
]  # fmt: skip
GIVEN = [
    "Anna",
    "José",
    "Wei",
    "Zoë",
    "Marek",
    "Olga",
    "Søren",
    "François",
    "Günter",
    "Mary",
    "Ayşe",
    "Björn",
]
CHINESE = [("王", "Wang"), ("李", "Li"), ("张", "Zhang"), ("刘", "Liu"), ("陈", "Chen"), ("欧阳", "Ouyang")]
CHINESE_GIVEN = [("小明", "Xiaoming"), ("伟", "Wei"), ("芳", "Fang"), ("丽娜", "Lina"), ("建国", "Jianguo")]
DESCRIPTIONS = [
    "Chest PA", "Thorax p.a. und seitlich", "Chest AP portable", "CT Abdomen with contrast", "MRI brain w/o",
    "胸部正位", "Rx tórax", "Hand left", "Mammography screening", "US liver",
]  # fmt: skip
MODALITIES = ["CR", "DX", "CT", "MR", "MG", "US"]
FINDINGS = ["pneumonia", "pneumothorax", "effusion", "cardiomegaly", "nodule", "no finding"]
ASKED = [
    "m", "mü", "müller", "mueller ann", "wang", "王", "王小", "欧阳", "nguyen", "chest", "che", "c", "p",
    "name:schmidt mod:CT", "finding:pneumonia", "finding:pneu date:2024", "verdict:agree mod:CR,DX",
    "id:P00012345", "id:P0001", "acc:A0004", "date:2023-05..2023-06", "date:30d", "", "mod:MR",
    "status:unread", "born:1950 sex:F", "胸部", "zhang 芳 mod:CR", "desc:abdomen born:1961",
    "wei date:2020..2021 finding:nodule",
]  # fmt: skip
FEW = 500


def fill(library: Library, count: int) -> None:
    """Invent studies of about a third as many patients."""
    dice = random.Random(20)  # noqa: S311  # nothing secret
    patients, studies, series, instances = [], [], [], []
    for key in range(1, count // 3 + 2):
        if key % 3:
            name = f"{dice.choice(FAMILY)}^{dice.choice(GIVEN)}"
        else:
            (han, latin), (given, latin_given) = dice.choice(CHINESE), dice.choice(CHINESE_GIVEN)
            name = f"{latin}^{latin_given}={han}^{given}"
        born = date(1930, 1, 1) + timedelta(dice.randrange(30000))
        patients.append(
            {"id": key, "patient_id": f"P{key:08d}", "name": name, "name_words": fold(name),
             "birth_date": born.isoformat(), "sex": dice.choice("FM")}
        )  # fmt: skip
    for key in range(1, count + 1):
        described, modality = dice.choice(DESCRIPTIONS), dice.choice(MODALITIES)
        studies.append(
            {"id": key, "study_instance_uid": f"1.2.826.0.1.{key}", "images": 1,
             "patient_key": dice.randrange(count // 3) + 1, "accession": f"A{key:08d}",
             "date": date(2016, 1, 1) + timedelta(dice.randrange(3600)),
             "time": f"{dice.randrange(24):02d}:30:00", "modalities": modality, "description": described,
             "status": dice.choice(["read", "read", "unread"]), "words": fold(f"{described} {modality}"),
             "finding_words": dice.choice(FINDINGS), "verdict_words": dice.choice(["agree", "disagree", ""])}
        )  # fmt: skip
        series.append(
            {"id": key, "study_key": key, "series_instance_uid": f"1.2.826.0.2.{key}", "modality": modality}
        )
        instances.append(
            {"series_key": key, "sop_instance_uid": f"1.2.826.0.3.{key}", "sha256": f"{key:064x}"}
        )
    with library.write() as session:
        for table, rows in ((Patient, patients), (Study, studies), (Series, series), (Instance, instances)):
            session.execute(insert(table), rows)


@dataclass(frozen=True)
class Spent:
    """What one answer took, in milliseconds, and how many studies were found."""

    line: str
    wall: float
    cpu: float
    hits: int


def ask(library: Library, line: str) -> Spent:
    """Ask one query as the program does, from the line to the first page."""
    wall, cpu = time.perf_counter(), time.process_time()
    with library.read() as session:
        hits = search(session, parse(line, date(2025, 6, 1))).total
    return Spent(line, (time.perf_counter() - wall) * 1000, (time.process_time() - cpu) * 1000, hits)


def rounds(library: Library, count: int) -> list[Spent]:
    """Ask every query as many times, in random order, after one round that nobody measures."""
    for line in ASKED:
        ask(library, line)
    asked = ASKED * count
    random.Random(7).shuffle(asked)  # noqa: S311  # nothing secret
    return [ask(library, line) for line in asked]


def seconds_to_open(folder: Path, key: str | None) -> float:
    """Open and close a library."""
    start = time.process_time()
    with Library.open(folder, key=key):
        return time.process_time() - start


def percentile(values: Iterable[float], share: float) -> float:
    """Value that this share of them does not exceed."""
    listed = sorted(values)
    return listed[min(len(listed) - 1, int(share * len(listed)))]


def measure(folder: Path, size: int, key: str | None) -> None:
    """Measure one library."""
    with Library.open(folder, key=key) as library:
        fill(library, size)
        spent = rounds(library, 10)
    with_backup, without = seconds_to_open(folder, key), seconds_to_open(folder, key)
    cpu, wall = [one.cpu for one in spent], [one.wall for one in spent]
    print(
        f"{'encrypted' if key else 'plain'}, {size} studies: "
        f"CPU ms median {percentile(cpu, 0.5):.1f}, p95 {percentile(cpu, 0.95):.1f}; "
        f"wall ms median {percentile(wall, 0.5):.1f}, p95 {percentile(wall, 0.95):.1f}; "
        f"opened in {with_backup:.2f} s CPU with a backup, {without:.2f} without"
    )
    median = {line: statistics.median(one.cpu for one in spent if one.line == line) for line in ASKED}
    hits = {one.line: one.hits for one in spent}
    for line in sorted(ASKED, key=lambda line: -median[line])[:4]:
        print(f"    {median[line]:6.1f} ms {hits[line]:6d} hits  {line!r}")


def main() -> None:
    """Measure few and many studies, plain and encrypted."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 50_000
    for key in (None, "a passphrase for measuring"):
        for size in (FEW, count):
            with tempfile.TemporaryDirectory() as folder:
                measure(Path(folder, "library"), size, key)


if __name__ == "__main__":
    main()
