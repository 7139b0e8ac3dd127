"""Are two built folders the same, file by file? Names each difference, inside the program's archive too.

    python packaging/compare.py dist/meddiag-reader /elsewhere/dist/meddiag-reader

Exit code 0 where they are the same, 1 where not. Run with the Python of the environment that built one.
"""

from __future__ import annotations

import hashlib
import sys
import zipfile
from pathlib import Path

Listing = dict[str, str]
"""Name below the folder (or within an archive) → what it is: a sha256, where a link points to, ``folder``."""


def listing(folder: Path) -> Listing:
    """List every file, link and folder, and whether it can be run."""
    return {path.relative_to(folder).as_posix(): _kind(path) for path in sorted(folder.rglob("*"))}


def _kind(path: Path) -> str:
    if path.is_symlink():
        return f"link to {path.readlink()}"
    if path.is_dir():
        return "folder"
    runs = "program" if path.stat().st_mode & 0o111 else "file"
    with path.open("rb") as stream:
        return f"{runs} {hashlib.file_digest(stream, 'sha256').hexdigest()}"


def differences(first: Listing, second: Listing) -> list[str]:
    """Say, one line each, what only one has and what is not the same in both."""
    lines = [f"only in the first: {name}" for name in sorted(first.keys() - second.keys())]
    lines += [f"only in the second: {name}" for name in sorted(second.keys() - first.keys())]
    return lines + [
        f"different: {name}" for name in sorted(first) if second.get(name, first[name]) != first[name]
    ]


def inside(path: Path) -> Listing:
    """List what a zip file, or a program that PyInstaller made, holds; empty for any other file."""
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            return {one.filename: f"{one.CRC:08x} {one.date_time}" for one in archive.infolist()}
    from PyInstaller.archive.readers import ArchiveReadError, CArchiveReader

    try:
        program = CArchiveReader(str(path))
    except ArchiveReadError:
        return {}
    found = {}
    for name, entry in program.toc.items():
        if entry[-1] != "z":
            found[name] = hashlib.sha256(program.extract(name)).hexdigest()
            continue
        modules = program.open_embedded_archive(name)
        for module in modules.toc:
            found[f"{name}/{module}"] = hashlib.sha256(modules.extract(module, raw=True) or b"").hexdigest()
        found[f"{name} (order)"] = " ".join(modules.toc)
    return found


def main() -> int:
    """Compare; see the module's description."""
    first, second = Path(sys.argv[1]), Path(sys.argv[2])
    ours, theirs = listing(first), listing(second)
    found = differences(ours, theirs)
    for line in found:
        print(line)
        name = line.removeprefix("different: ")
        if line != name and not ours[name].startswith("link"):
            for within in differences(inside(first / name), inside(second / name)):
                print(f"    {within}")
    print(f"{len(ours)} entries in the first, {len(theirs)} in the second: {len(found)} differences")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
