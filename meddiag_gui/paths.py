"""Where resources, bundled models and user data lie, from source and from the built program."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import platformdirs

APP = "MedDiag"


def program_root() -> Path:
    """Folder that holds ``models/`` and ``resources/``; inside the PyInstaller folder when frozen."""
    frozen = getattr(sys, "_MEIPASS", None)
    return Path(frozen) if frozen else Path(__file__).resolve().parent.parent


def command_line() -> list[str]:
    """Program and first arguments with which this same program's commands run in a process of their own.

    When frozen, the console twin: on Windows the program with the window has no stdout.
    """
    if not getattr(sys, "frozen", False):
        return [sys.executable, "-m", "meddiag_gui"]
    twin = "meddiag-cli.exe" if os.name == "nt" else "meddiag-cli"
    return [str(Path(sys.executable).with_name(twin))]


def resources() -> Path:
    """Icons, themes, help and backbones that ship with the program (read-only)."""
    return program_root() / "resources"


def bundled_models() -> Path:
    """Model bundles that ship with the program (read-only)."""
    return program_root() / "models"


def user_home() -> Path | None:
    """The one folder given by ``MEDDIAG_HOME``, if the user moved everything there."""
    given = os.environ.get("MEDDIAG_HOME")
    try:
        return Path(given).expanduser() if given else None
    except RuntimeError:  # a user who does not exist
        raise SystemExit(f"meddiag: MEDDIAG_HOME names no folder: {given}") from None


def _user_folder(kind: str, default: str) -> Path:
    home = user_home()
    return home / kind if home else Path(default)


def user_data() -> Path:
    """The user's own models, studies and training runs."""
    return _user_folder("data", platformdirs.user_data_dir(APP, appauthor=False))


def user_config() -> Path:
    """Settings."""
    return _user_folder("config", platformdirs.user_config_dir(APP, appauthor=False))


def user_cache() -> Path:
    """What can be made again: decoded images, the demo study."""
    return _user_folder("cache", platformdirs.user_cache_dir(APP, appauthor=False))


def user_log() -> Path:
    """Log files (no patient data)."""
    return _user_folder("log", platformdirs.user_log_dir(APP, appauthor=False))


def user_models() -> Path:
    """Model bundles that were trained or installed here."""
    return user_data() / "models"
