"""The built folder as files to hand out: a relocatable archive, a Debian package, and their checksums."""

from __future__ import annotations

import hashlib
import platform
import shutil
import subprocess
import tarfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
DEPENDS = ("libegl1", "libgl1", "fontconfig-config", "fonts-dejavu-core | fonts-freefont-ttf")
"""What PyInstaller leaves to the system: graphics drivers; and what Qt cannot do without."""
_CONTROL = """\
Package: meddiag-{flavour}
Version: {version}
Architecture: {architecture}
Maintainer: MedDiag <noreply@invalid>
Section: science
Priority: optional
Installed-Size: {kib}
Depends: {depends}
Provides: meddiag
Conflicts: meddiag
Replaces: meddiag
Description: desktop AI assistant for radiologists ({flavour} flavour)
 Opens DICOM and other studies, runs bundled models on this machine, and shows what influenced them.
 Research use only, not for diagnosis.
"""


def make_archive(program: Path, path: Path, epoch: int) -> None:
    """Pack a folder as ``.tar.xz``; the same files give the same bytes.

    Parameters
    ----------
    epoch
        Seconds since 1970 that all files are dated with.
    """

    def neutral(member: tarfile.TarInfo) -> tarfile.TarInfo:
        member.uid = member.gid = 0
        member.uname = member.gname = "root"
        member.mtime = epoch
        return member

    with tarfile.open(path, "w:xz", preset=2) as archive:
        for entry in [program, *sorted(program.rglob("*"))]:
            archive.add(entry, entry.relative_to(program.parent), recursive=False, filter=neutral)


def make_deb(program: Path, path: Path, icons: Path, *, flavour: str, version: str) -> None:
    """Pack a folder as a Debian package that installs it under ``/opt/meddiag``.

    With an entry in the menu, icons, and ``.dcm`` files opened by it; it runs no script when installed.
    """
    root = path.with_suffix(".tree")
    shutil.rmtree(root, ignore_errors=True)
    shutil.copytree(program, root / "opt" / "meddiag", symlinks=True, copy_function=_link)
    binaries = root / "usr" / "bin"
    binaries.mkdir(parents=True)
    for name in ("meddiag", "meddiag-cli"):
        (binaries / name).symlink_to(f"/opt/meddiag/{name}")
    share = root / "usr" / "share"
    for name, place in (("meddiag.desktop", "applications"), ("meddiag.xml", "mime/packages")):
        (share / place).mkdir(parents=True)
        shutil.copyfile(HERE / "linux" / name, share / place / name)
    for icon in icons.glob("meddiag-*.png"):
        size = icon.stem.removeprefix("meddiag-")
        folder = share / "icons" / "hicolor" / f"{size}x{size}" / "apps"
        folder.mkdir(parents=True)
        shutil.copyfile(icon, folder / "meddiag.png")
    control = root / "DEBIAN" / "control"
    control.parent.mkdir()
    control.write_text(_control(root, flavour, version), encoding="utf-8")
    command = ["dpkg-deb", "--build", "--root-owner-group", "-Zxz", "-z2", str(root), str(path)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    shutil.rmtree(root)


def _link(source: str, target: str) -> None:
    Path(target).hardlink_to(source)  # a second copy of a gigabyte would serve nothing


def _control(root: Path, flavour: str, version: str) -> str:
    libc = platform.libc_ver()[1]
    size = sum(file.lstat().st_size for file in root.rglob("*") if not file.is_dir())
    return _CONTROL.format(
        flavour=flavour,
        version=version,
        architecture={"x86_64": "amd64", "aarch64": "arm64"}[platform.machine()],
        kib=size // 1024,
        depends=", ".join([f"libc6 (>= {libc})", *DEPENDS]),
    )


def write_checksums(folder: Path, files: list[Path]) -> None:
    """Write ``SHA256SUMS``, which ``sha256sum -c`` takes."""
    lines = []
    for file in sorted(files):
        with file.open("rb") as stream:
            lines.append(f"{hashlib.file_digest(stream, 'sha256').hexdigest()}  {file.name}\n")
    (folder / "SHA256SUMS").write_text("".join(lines), encoding="ascii")
