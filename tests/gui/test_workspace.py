from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from meddiag_gui import paths
from meddiag_gui.gui.workspace import Workspace

KILLED = """
import os
from meddiag_gui.gui.workspace import Workspace
workspace = Workspace()
(workspace.folder() / "patient").write_bytes(b"x")
print(workspace.folder(), flush=True)
os._exit(9)
"""


def test_the_folder_is_made_once_private_and_removed_with_all_that_is_in_it():
    workspace = Workspace()
    assert not (paths.user_cache() / "unpacked").exists()
    folder = workspace.folder()
    assert workspace.folder() == folder
    assert folder.stat().st_mode & 0o077 == 0
    (folder / "deep").mkdir()
    (folder / "deep" / "image").write_bytes(b"x")
    workspace.clear()
    assert list(folder.parent.iterdir()) == []
    assert workspace.folder() != folder
    workspace.clear()


def test_what_a_killed_program_left_is_removed_and_what_a_running_one_uses_is_not():
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run(
        [sys.executable, "-c", KILLED], cwd=root, capture_output=True, text=True, timeout=60
    )
    left = Path(done.stdout.strip())
    assert (left / "patient").is_file()
    other = Workspace()
    used = other.folder()
    Workspace().clear()
    assert not left.exists()
    assert used.is_dir()
    other.clear()


def test_clearing_before_anything_was_unpacked_makes_nothing():
    Workspace().clear()
    assert not paths.user_cache().exists()
