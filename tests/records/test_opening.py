"""What a file is, told by its content; and its lines within bounds."""

from __future__ import annotations

import gzip
import io
import zipfile

import openpyxl
import pytest

from meddiag_gui.errors import RecordError
from meddiag_gui.records import opening
from meddiag_gui.records.opening import Form, lines_of, look_at, whole


def put(folder, name, content):
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def workbook(folder, name="a.xlsx"):
    book = openpyxl.Workbook()
    book.active.append(["Patient ID", "K"])
    book.save(folder / name)
    return folder / name


PATIENT = '{"resourceType": "Patient", "id": "1"}'


@pytest.mark.parametrize(
    ("name", "content", "form"),
    [
        ("a.json", '{"resourceType": "Bundle", "entry": []}', Form.JSON),
        ("a.txt", '{\n  "resourceType": "Bundle",\n  "entry": []\n}\n', Form.JSON),
        ("a.json", f"[{PATIENT}]", Form.JSON),
        ("a.json", f"{PATIENT}\n{PATIENT}\n", Form.NDJSON),
        ("a", PATIENT, Form.NDJSON),
        ("a.ndjson", "garbage\n" + PATIENT, Form.NDJSON),
        ("a.ndjson", '{"resourceType": "Bundle"}', Form.NDJSON),
        ("a.csv", "id,k\n1,4.1\n", Form.CSV),
        ("a.bin", "\ufeffid;k\n1;4,1\n", Form.CSV),
        ("a.json", "\ufeff" + '{"resourceType": "Bundle"}', Form.JSON),
    ],
)
def test_kinds(tmp_path, name, content, form):
    assert look_at(put(tmp_path, name, content)).form is form


def test_packed_files_are_looked_into(tmp_path):
    file = look_at(put(tmp_path, "a.csv.gz", gzip.compress(b"id,k\n1,4.1\n")))
    assert (file.form, file.packed) == (Form.CSV, True)


def test_excel(tmp_path):
    assert look_at(workbook(tmp_path)).form is Form.EXCEL
    packed = put(tmp_path, "b.xlsx.gz", gzip.compress((tmp_path / "a.xlsx").read_bytes()))
    with pytest.raises(RecordError, match="unpack"):
        look_at(packed)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"), (b" \n\t", "empty"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1abc", "old kind"),
        (b"<Bundle xmlns='http://hl7.org/fhir'/>", "XML"), (b"%PDF-1.7", "neither"),
        (b"\x89PNG\0\0", "neither"),
        (b"PK\x03\x04garbage", "damaged"), (b"\x1f\x8bgarbage", "cannot be read"),
    ],
)  # fmt: skip
def test_what_is_no_record_is_refused_with_the_reason(tmp_path, content, words):
    with pytest.raises(RecordError, match=words) as told:
        look_at(put(tmp_path, "a.dat", content))
    assert "a.dat" in str(told.value)


def test_what_is_not_there_or_no_file(tmp_path):
    for path in (tmp_path, tmp_path / "none.csv"):
        with pytest.raises(RecordError, match="no file"):
            look_at(path)


def test_a_zip_that_is_no_workbook_and_one_that_unpacks_to_too_much(tmp_path, monkeypatch):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as parts:
        parts.writestr("readme.txt", "x")
    with pytest.raises(RecordError, match="no Excel"):
        look_at(put(tmp_path, "a.xlsx", made.getvalue()))
    monkeypatch.setattr(opening, "LARGEST_EXCEL", 10)
    with pytest.raises(RecordError, match="unpacks"):
        look_at(workbook(tmp_path, "b.xlsx"))


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        ("name\nMüller\n".encode(), "utf-8-sig"),
        ("name\nMüller\n".encode("utf-16"), "utf-16"),
        ("name\nMüller\n".encode("cp1252"), "cp1252"),
        ("姓名\n王小东\n".encode("gb18030"), "gb18030"),
    ],
)
def test_encodings(tmp_path, content, encoding):
    assert look_at(put(tmp_path, "a.csv", content)).encoding == encoding


def test_lines_have_their_numbers_and_a_long_one_costs_only_itself(tmp_path, monkeypatch):
    monkeypatch.setattr(opening, "LONGEST_LINE", 20)
    file = look_at(put(tmp_path, "a.ndjson", '{"a":1}\n\n{"b":"' + "x" * 100 + '"}\n{"c":3}'))
    assert list(lines_of(file)) == [(1, b'{"a":1}'), (3, None), (4, b'{"c":3}')]


def test_what_is_read_whole_has_a_bound(tmp_path, monkeypatch):
    file = look_at(put(tmp_path, "a.json.gz", gzip.compress(b'{"a": "' + b"x" * 1000 + b'"}')))
    monkeypatch.setattr(opening, "LARGEST_WHOLE", 100)
    with pytest.raises(RecordError, match="NDJSON"):
        whole(file)


def test_a_packed_file_that_breaks_off_is_told(tmp_path):
    packed = gzip.compress(b"id,k\n" + bytes(range(256)).replace(b"\0", b"") * 50)
    path = put(tmp_path, "a.csv.gz", packed[:-30])
    with pytest.raises(RecordError, match="cannot be read"):
        whole(look_at(path))


def test_names_with_marks_are_fit_for_a_sentence(tmp_path):
    file = look_at(put(tmp_path, "a\u202e\nb.csv", "id,k\n1,2\n"))
    assert file.name == "a b.csv"


def test_progress_follows_the_bytes(tmp_path):
    file = look_at(put(tmp_path, "a.ndjson", (PATIENT + "\n") * 2000))
    seen = [file.position.done for _ in lines_of(file)]
    assert seen[0] > 0
    assert seen == sorted(seen)
    assert file.position.size == file.path.stat().st_size
