"""The environment that a flavour is built from: what pyproject.toml asks for, as pinned, and PyInstaller.

Started by ``make package`` as ``python packaging/environment.py FLAVOUR FOLDER``; ready, it takes no time.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
import tomllib
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent


def requirements(flavour: str) -> list[str]:
    """Requirements of the program itself; torch stands, pinned, in ``requirements-FLAVOUR.txt``."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    training = [] if flavour == "reader" else project["optional-dependencies"]["train"]
    wanted = [*project["dependencies"], *training]
    return [requirement for requirement in wanted if not requirement.startswith("torch")]


def constraints() -> str:
    """The pins of constraints.txt, without those of torch: each flavour has its own build of it."""
    lines = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    return (
        "\n".join(line for line in lines if not line.startswith(("torch", "triton", "nvidia", "cuda"))) + "\n"
    )


def main() -> None:
    """Make or renew the environment."""
    flavour, folder = sys.argv[1], Path(sys.argv[2]).resolve()
    own = HERE / f"requirements-{flavour}.txt"
    tools = HERE / "requirements.txt"
    wanted = "\n".join([*requirements(flavour), own.read_text("utf-8"), tools.read_text("utf-8")]) + "\n"
    digest = hashlib.sha256((wanted + constraints()).encode()).hexdigest()
    stamp = folder / ".installed"
    if stamp.is_file() and stamp.read_text("ascii") == digest:
        return
    if not (folder / "pyvenv.cfg").is_file():
        venv.create(folder, with_pip=True)
    asked, pins = folder / "requirements.txt", folder / "constraints.txt"
    asked.write_text(wanted, encoding="utf-8")
    pins.write_text(constraints(), encoding="utf-8")
    python = folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    pip: list[str | Path] = [python, "-m", "pip", "install", "--disable-pip-version-check", "-q"]
    subprocess.run([*pip, "-r", asked, "-c", pins], check=True)
    stamp.write_text(digest, encoding="ascii")


if __name__ == "__main__":
    main()
