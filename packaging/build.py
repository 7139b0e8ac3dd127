"""Build one flavour of the program from the last commit, and pack it.

Started by ``make package`` as ``python packaging/build.py FLAVOUR [--folder-only]``, with the Python of the
environment that environment.py made. Leaves everything in ``dist/``. What is not committed is not built:
what was handed out can always be made again.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
from io import BytesIO
from pathlib import Path

from archives import make_archive, make_deb, write_checksums
from contents import FLAVOURS
from icons import draw_icons
from parts import find_parts, write_licences, write_sbom
from slim import slim_icu, slim_tables

ROOT = Path(__file__).resolve().parent.parent
WITH_SYMBOLS = (
    "libpython*",
    "python3.11/lib-dynload/*.so",
    "PIL/*.so",
    "imagecodecs/*.so",
    "sqlalchemy/*/*.so",
    "torch/lib/libtorch_*.so",
    "sqlcipher3/*.so",
    "cryptography/hazmat/bindings/*.so",
)
"""Libraries that come with symbols; stripping those of NumPy and SciPy would break them."""


def main() -> None:
    """Build, and pack unless only the folder is wanted."""
    flavour = sys.argv[1]
    if flavour not in FLAVOURS:
        raise SystemExit(f"The flavour is one of {', '.join(FLAVOURS)}.")
    check_system()
    build, dist = ROOT / "build" / flavour, ROOT / "dist"
    source = build / "source"
    epoch = export_commit(source)
    icons = build / "icons"
    draw_icons(source / "resources" / "icons" / "meddiag.svg", icons)
    program = freeze(flavour, build, dist, icons, epoch)
    version = version_of(source)
    listed = (build / "work" / "meddiag" / "sources.txt").read_text("utf-8").splitlines()
    parts = find_parts(Path(line) for line in listed)
    write_licences(program / "licences", parts)
    sbom = dist / f"meddiag-{flavour}-{version}.cdx.json"
    write_sbom(sbom, parts, version, flavour, epoch)
    shutil.copyfile(sbom, program / "licences" / "sbom.cdx.json")
    if "--folder-only" in sys.argv:
        return
    pack(flavour, version, program, icons, epoch)


def check_system() -> None:
    """Refuse to build where a library of the system is missing: PyInstaller would pass it over (Linux)."""
    missing = _output(sys.executable, "tools/check_system.py", "--packages", "--build").decode().strip()
    if missing:
        raise SystemExit(f"The program would lack libraries of this system. Install: {missing}")


def export_commit(folder: Path) -> int:
    """Write the files of the last commit into a folder and return its time, in seconds since 1970."""
    shutil.rmtree(folder, ignore_errors=True)
    packed = _output("git", "archive", "HEAD")
    with tarfile.open(fileobj=BytesIO(packed)) as archive:
        archive.extractall(folder, filter="data")
    return int(_output("git", "log", "-1", "--format=%ct"))


def freeze(flavour: str, build: Path, dist: Path, icons: Path, epoch: int) -> Path:
    """Run PyInstaller, leave out what takes space for nothing, and return the folder of the program."""
    command: list[str | Path] = [
        sys.executable, "-m", "PyInstaller", "--noconfirm", "--clean", "--log-level", "WARN",
        "--distpath", dist, "--workpath", build / "work", build / "source" / "packaging" / "meddiag.spec",
    ]  # fmt: skip
    environment = os.environ | {
        "MEDDIAG_FLAVOUR": flavour,
        "MEDDIAG_ICONS": str(icons),
        "SOURCE_DATE_EPOCH": str(epoch),
        "PYTHONHASHSEED": "0",  # the order of sets is part of compiled code
        "PYTHONNOUSERSITE": "1",
    }
    subprocess.run(command, env=environment, check=True)
    program = dist / f"meddiag-{flavour}"
    if sys.platform != "win32":
        (program / "meddiag-cli").symlink_to("meddiag")
    slim(program / "_internal")
    return program


def slim(inside: Path) -> None:
    """Take out of the libraries what nothing asks for (slim.py), and their symbols."""
    slim_tables(inside / "highdicom" / "_standard")
    if sys.platform != "linux":
        return
    for library in (inside / "PySide6" / "Qt" / "lib").glob("libicudata.so.*"):
        slim_icu(library)
    found = [file for pattern in WITH_SYMBOLS for file in sorted(inside.glob(pattern))]
    files = [file for file in found if not file.is_symlink()]
    subprocess.run(["strip", "--strip-unneeded", *files], check=True)


def pack(flavour: str, version: str, program: Path, icons: Path, epoch: int) -> None:
    """Write archive, Debian package (on Linux) and checksums into ``dist/``."""
    name = f"meddiag-{flavour}-{version}"
    made = [program.parent / f"{name}.cdx.json", program.parent / f"{name}-{sys.platform}.tar.xz"]
    make_archive(program, made[-1], epoch)
    if sys.platform == "linux" and shutil.which("dpkg-deb"):
        made.append(program.parent / f"{name}.deb")
        os.environ["SOURCE_DATE_EPOCH"] = str(epoch)  # dpkg-deb dates its members by it
        make_deb(program, made[-1], icons, flavour=flavour, version=version)
    everything = program.parent.glob("meddiag-*-*.*")
    write_checksums(program.parent, [file for file in everything if file.is_file()])


def version_of(source: Path) -> str:
    """Version that the program states."""
    text = (source / "meddiag_gui" / "__init__.py").read_text("utf-8")
    return text.split('__version__ = "')[1].split('"')[0]


def _output(*command: str) -> bytes:
    return subprocess.run(command, cwd=ROOT, check=True, capture_output=True).stdout


if __name__ == "__main__":
    main()
