"""What goes into the program, how it is packed, and that the recipes for each system name what exists."""

from __future__ import annotations

import ast
import configparser
import importlib.util
import os
import plistlib
import re
import shutil
import subprocess
import tarfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from types import ModuleType
from xml.etree import ElementTree

import pytest

from tests.packaging.conftest import PACKAGING, ROOT

Script = Callable[[str], ModuleType]
EPOCH = 1_700_000_000


@cache
def imports(folder: Path) -> set[str]:
    """Every module that the code below a folder imports by name, at any depth."""
    found: set[str] = set()
    for path in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                found |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


@pytest.mark.parametrize("flavour", ["cpu", "cuda"])
def test_nothing_that_the_program_imports_is_left_out(script: Script, flavour: str) -> None:
    excluded = script("contents").excluded_modules(flavour)
    used = imports(ROOT / "meddiag_gui")
    assert [name for name in excluded if any(f"{one}.".startswith(f"{name}.") for one in used)] == []


def test_the_reader_lacks_training_only(script: Script) -> None:
    contents = script("contents")
    more = set(contents.excluded_modules("reader")) - set(contents.excluded_modules("cpu"))
    assert {"torch", "onnx", "monai", "captum"} <= more
    used: set[str] = set()
    for room in ("imaging", "library", "records", "worklist", "gui"):
        used |= imports(ROOT / "meddiag_gui" / room)
    # inference also names the engine of training, and looks whether it is there
    used |= {
        name for name in imports(ROOT / "meddiag_gui" / "inference") if name.startswith(("scipy", "sklearn"))
    }
    assert [name for name in more if any(f"{one}.".startswith(f"{name}.") for one in used)] == []


def test_what_is_collected_whole_can_be_found(script: Script) -> None:
    contents = script("contents")
    for name in (*contents.BY_NAME, *contents.WITH_DATA, *contents.HIDDEN):
        assert importlib.util.find_spec(name) is not None, name


@pytest.mark.parametrize(
    ("name", "unused"),
    [
        ("torch/bin/torch_shm_manager", False),
        ("torch/bin/protoc", True),
        ("PySide6\\Qt\\plugins\\tls\\qopensslbackend.dll", True),
        ("PySide6/Qt/plugins/platforms/libqxcb.so", False),
        ("PySide6/Qt/translations/qtbase_zh_CN.qm", False),
        ("PySide6/Qt/translations/qtdeclarative_de.qm", True),
        ("PySide6/Qt/translations/linguist_de.qm", True),
        ("numpy-2.4.6.dist-info/RECORD", True),
        ("numpy-2.4.6.dist-info/METADATA", False),
        ("resources/theme/sheet.qss", False),
        ("models/cxr-lungs-1.0.1/model.onnx", False),
    ],
)
def test_files_that_are_left_out(script: Script, name: str, unused: bool) -> None:
    assert script("contents").is_unused(name) is unused


def test_hidden_decoders_are_those_that_the_reading_process_loads(script: Script) -> None:
    from meddiag_gui.imaging.isolated.worker import _READERS

    by_name = {name for name in _READERS if name.startswith("imagecodecs.")}
    assert by_name <= set(script("contents").HIDDEN)


def test_only_the_reader_is_built_without_torch(script: Script) -> None:
    environment = script("environment")
    assert not any("captum" in wanted for wanted in environment.requirements("reader"))
    assert any("captum" in wanted for wanted in environment.requirements("cpu"))
    assert "numpy==" in environment.constraints()
    assert "torch" not in environment.constraints()
    for flavour in script("contents").FLAVOURS:
        pinned = (PACKAGING / f"requirements-{flavour}.txt").read_text("utf-8")
        assert ("\ntorch==" in pinned) is (flavour != "reader")


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """A small built folder."""
    folder = tmp_path / "meddiag-reader"
    (folder / "_internal").mkdir(parents=True)
    (folder / "meddiag").write_text("#!/bin/sh\n")
    (folder / "meddiag").chmod(0o755)
    (folder / "meddiag-cli").symlink_to("meddiag")
    (folder / "_internal" / "library").write_bytes(bytes(5000))
    return folder


def test_the_same_files_give_the_same_archive(script: Script, program: Path, tmp_path: Path) -> None:
    archives = script("archives")
    first, second = tmp_path / "1.tar.xz", tmp_path / "2.tar.xz"
    archives.make_archive(program, first, EPOCH)
    os.utime(program / "meddiag", (1, 1))
    archives.make_archive(program, second, EPOCH)
    assert first.read_bytes() == second.read_bytes()
    with tarfile.open(first) as packed:
        members = {member.name: member for member in packed}
    assert members["meddiag-reader/meddiag"].mode & 0o111
    assert members["meddiag-reader/meddiag-cli"].linkname == "meddiag"
    assert {(member.mtime, member.uid) for member in members.values()} == {(EPOCH, 0)}


@pytest.mark.skipif(shutil.which("dpkg-deb") is None, reason="no dpkg-deb")
def test_the_debian_package_holds_program_menu_entry_and_file_type(
    script: Script, program: Path, tmp_path: Path
) -> None:
    icons = tmp_path / "icons"
    icons.mkdir()
    (icons / "meddiag-48.png").write_bytes(b"png")
    package = tmp_path / "meddiag.deb"
    script("archives").make_deb(program, package, icons, flavour="reader", version="1.2.3")
    listed = subprocess.run(["dpkg-deb", "-c", package], capture_output=True, text=True, check=True).stdout
    for name in (
        "./opt/meddiag/meddiag\n", "./opt/meddiag/meddiag-cli -> meddiag\n",
        "./opt/meddiag/_internal/library\n",
        "./usr/bin/meddiag -> /opt/meddiag/meddiag\n", "./usr/share/applications/meddiag.desktop\n",
        "./usr/share/mime/packages/meddiag.xml\n", "./usr/share/icons/hicolor/48x48/apps/meddiag.png\n",
    ):  # fmt: skip
        assert name in listed
    assert "root/root" in listed.splitlines()[0]
    fields = subprocess.run(["dpkg-deb", "-f", package], capture_output=True, text=True, check=True).stdout
    assert "Version: 1.2.3\n" in fields
    assert "libegl1" in fields
    assert (program / "meddiag").is_file()


def test_checksums_are_what_sha256sum_takes(script: Script, tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"")
    script("archives").write_checksums(tmp_path, [tmp_path / "a"])
    empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert (tmp_path / "SHA256SUMS").read_text() == f"{empty}  a\n"


def test_the_desktop_entry_opens_dicom_files_with_an_icon_that_exists() -> None:
    entry = configparser.ConfigParser(interpolation=None)
    entry.optionxform = str  # type: ignore[assignment,method-assign]
    entry.read(PACKAGING / "linux" / "meddiag.desktop", encoding="utf-8")
    desktop = entry["Desktop Entry"]
    assert desktop["Exec"] == "/opt/meddiag/meddiag gui %F"
    assert "application/dicom;" in desktop["MimeType"]
    assert (ROOT / "resources" / "icons" / f"{desktop['Icon']}.svg").is_file()
    kinds = ElementTree.parse(PACKAGING / "linux" / "meddiag.xml").getroot()  # noqa: S314  # our own file
    assert kinds[0].attrib["type"] == "application/dicom"


def test_the_windows_recipe_names_what_the_build_makes() -> None:
    recipe = (PACKAGING / "windows" / "meddiag.iss").read_text("utf-8")
    assert re.findall(r"^\[(\w+)\]$", recipe, re.MULTILINE) == [
        "Setup", "Languages", "Tasks", "InstallDelete", "Files", "Icons", "Registry", "Run",
    ]  # fmt: skip
    programs = set(re.findall(r"\{app\}\\([\w-]+)\.exe", recipe))
    assert programs == {"meddiag", "meddiag-cli"}
    assert "PrivilegesRequired=lowest" in recipe
    licence = re.search(r"LicenseFile=(.+)", recipe)
    assert licence is not None
    assert (PACKAGING / "windows" / licence[1].strip().replace("\\", "/")).resolve().is_file()


def test_the_mac_recipe_is_sound() -> None:
    mac = PACKAGING / "macos"
    info = plistlib.loads((mac / "Info.plist").read_bytes())
    assert info["CFBundleExecutable"] == "meddiag"
    assert info["CFBundleDocumentTypes"][0]["LSItemContentTypes"] == ["org.nema.dicom"]
    assert all(plistlib.loads((mac / "entitlements.plist").read_bytes()).values())
    subprocess.run(["bash", "-n", mac / "make_dmg.sh"], check=True)
