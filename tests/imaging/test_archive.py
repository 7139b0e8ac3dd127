"""ZIP archives: what is in them comes out, and nothing else happens."""

from __future__ import annotations

import stat
import zipfile
from collections import namedtuple
from contextlib import suppress
from pathlib import Path

import pytest

from meddiag_gui.errors import MedDiagError, UnreadableImage, UnsupportedImage
from meddiag_gui.imaging import archive
from meddiag_gui.imaging.archive import is_archive, unpack
from meddiag_gui.tasks import Cancelled, CancelToken


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    inside = tmp_path / "private" / "1"
    inside.mkdir(parents=True)
    return inside


def make(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as written:
        for name, content in members.items():
            written.writestr(name, content)
    return path


def unpacked(path: Path, folder: Path) -> dict[str, bytes]:
    """Unpack, and return what the disk then holds below the parent of the folder."""
    problems = [target.problem for target in unpack(path, folder, CancelToken()) if target.problem]
    found = {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}
    assert [p for p in folder.parent.parent.rglob("*") if p.is_file() and folder not in p.parents] == [path]
    return found | ({"problems": "\n".join(problems).encode()} if problems else {})


def test_every_file_comes_out_as_soon_as_it_is_unpacked(tmp_path: Path, folder: Path) -> None:
    path = make(tmp_path / "a.zip", {"DICOM/1": b"one", "DICOM/sub/2": b"two"})
    targets = unpack(path, folder, CancelToken())
    first = next(targets)
    assert (first.path.read_bytes(), first.problem) == (b"one", "")
    assert not (folder / "DICOM" / "sub").exists()
    assert [target.path.read_bytes() for target in targets] == [b"two"]


@pytest.mark.parametrize(
    "name", ["../out", "a/../../out", "/srv/out", "a//b", "C:out", "a\\..\\out", ".", "a/... /b", "x\0y"]
)
def test_a_name_that_leads_out_is_refused_and_the_rest_comes_out(
    tmp_path: Path, folder: Path, name: str
) -> None:
    found = unpacked(make(tmp_path / "a.zip", {name: b"evil", "good": b"good"}), folder)
    if name == "x\0y":  # zipfile itself cuts a name at the zero
        assert found == {"x": b"evil", "good": b"good"}
    else:
        assert b"leads out of its archive" in found.pop("problems")
        assert found == {"good": b"good"}


def test_a_link_is_not_made(tmp_path: Path, folder: Path) -> None:
    path = tmp_path / "a.zip"
    link = zipfile.ZipInfo("link")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(path, "w") as written:
        written.writestr(link, "/etc/passwd")
    assert unpacked(path, folder) == {"problems": b"link is a link in an archive; it is not followed."}


def test_a_bomb_is_left_out_and_the_rest_comes_out(tmp_path: Path, folder: Path) -> None:
    found = unpacked(make(tmp_path / "a.zip", {"bomb": bytes(17 * 2**20), "good": b"good"}), folder)
    assert found == {
        "problems": b"bomb was left out of its archive: it would expand 200 times or more.", "good": b"good"
    }  # fmt: skip


def test_a_member_gives_no_more_than_it_states(tmp_path: Path, folder: Path) -> None:
    path = make(tmp_path / "a.zip", {"lie": bytes(5000)})
    whole = path.read_bytes()
    stated = (5000).to_bytes(4, "little")
    assert whole.count(stated) == 2
    path.write_bytes(whole.replace(stated, (10).to_bytes(4, "little")))
    found = unpacked(path, folder)
    assert b"lie cannot be unpacked" in found.pop("problems")
    assert all(len(content) <= 10 for content in found.values())


@pytest.mark.parametrize(("limit", "value"), [("MAX_BYTES", 100), ("MAX_MEMBERS", 1)])
def test_an_archive_that_is_too_large_is_refused_before_anything_is_written(
    tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch, limit: str, value: int
) -> None:
    monkeypatch.setattr(archive, limit, value)
    path = make(tmp_path / "a.zip", {"a": bytes(99), "b": bytes(99)})
    with pytest.raises(UnsupportedImage, match=r"a\.zip cannot be opened: it unpacks to 2 files"):
        unpacked(path, folder)
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("wide", [False, True])
def test_an_endless_list_of_members_is_not_even_read(
    tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch, wide: bool
) -> None:
    if wide:
        monkeypatch.setattr(zipfile, "ZIP_FILECOUNT_LIMIT", 1)  # zipfile then writes the records of ZIP64
    monkeypatch.setattr(archive, "MAX_DIRECTORY", 100)
    path = make(tmp_path / "a.zip", {str(number): b"" for number in range(9)})
    assert (b"PK\6\6" in path.read_bytes()) is wide
    with pytest.raises(UnsupportedImage, match="too many members"):
        unpacked(path, folder)


def test_an_archive_never_fills_the_disk(
    tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(archive.shutil, "disk_usage", lambda _: usage(2**40, 2**40, 2**30 + 10))
    with pytest.raises(UnsupportedImage, match="the disk has no room"):
        unpacked(make(tmp_path / "a.zip", {"a": bytes(99)}), folder)


def test_a_protected_archive_is_refused(tmp_path: Path, folder: Path) -> None:
    path = make(tmp_path / "a.zip", {"a": b"secret"})
    content = bytearray(path.read_bytes())
    content[content.index(b"PK\x01\x02") + 8] |= 1  # flag bit 0 of the central header
    path.write_bytes(content)
    with pytest.raises(UnsupportedImage, match=r"a\.zip cannot be opened: it is protected by a password\."):
        unpacked(path, folder)


@pytest.mark.parametrize("step", range(0, 200, 7))
def test_any_damage_costs_a_member_or_the_archive(tmp_path: Path, folder: Path, step: int) -> None:
    path = make(tmp_path / "a.zip", {"a": b"content of a" * 4, "b": b"content of b" * 4})
    content = bytearray(path.read_bytes())
    content[step % len(content)] ^= 0xFF
    path.write_bytes(content)
    with suppress(MedDiagError):  # the archive as a whole; else its members come out or are named
        assert unpacked(path, folder)


def test_what_is_no_archive_is_refused(tmp_path: Path, folder: Path) -> None:
    (tmp_path / "a.zip").write_bytes(b"PK\x03\x04 and no more")
    assert not is_archive(tmp_path / "a.zip")
    with pytest.raises(UnreadableImage, match="a damaged ZIP archive"):
        unpacked(tmp_path / "a.zip", folder)


def test_an_office_document_is_not_taken_apart(tmp_path: Path) -> None:
    assert is_archive(make(tmp_path / "a.ZIP", {"x": b""}))
    assert not is_archive(make(tmp_path / "a.docx", {"x": b""}))


def test_unpacking_stops_when_it_is_cancelled(tmp_path: Path, folder: Path) -> None:
    token = CancelToken()
    targets = unpack(make(tmp_path / "a.zip", {"a": b"a", "b": b"b"}), folder, token)
    next(targets)
    token.cancel()
    with pytest.raises(Cancelled):
        next(targets)
