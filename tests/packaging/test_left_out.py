"""What the program does with its libraries, done where all that is left out cannot be imported."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.packaging.conftest import PACKAGING, ROOT

BLOCKED = """
import sys
from pathlib import Path
sys.path[:0] = [sys.argv[1], sys.argv[2]]
from contents import excluded_modules
left_out = tuple(excluded_modules(sys.argv[3]))

class Blocked:
    def find_spec(self, name, path=None, target=None):
        if any(f"{name}.".startswith(f"{one}.") for one in left_out):
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)

sys.meta_path.insert(0, Blocked())
if sys.argv[3] == "reader":
    exec(Path(sys.argv[2], "hooks", "scipy_special.py").read_text("utf-8"))
"""
DONE = {
    "library": "from meddiag_gui.library.library import Library; Library.open(Path('library')).close()",
    "encryption": "from meddiag_gui.library.library import Library\n"
    "Library.open(Path('encrypted'), key='eight letters').close()",
    "records": "import fhir.resources.R4B.bundle, openpyxl\n"
    "from ucumvert import PintUcumRegistry\nPintUcumRegistry().from_ucum('mg/dL')",
    "identities": "import dicomanonymizer.simpledicomanonymizer, keyring.backends",
    "exports": "from highdicom import sc, ko, seg, sr",
    "paper": "from reportlab.graphics import renderPDF\nfrom reportlab.platypus import SimpleDocTemplate",
    "pictures": "from scipy import ndimage\nimport nibabel, onnxruntime, imagecodecs, pydicom",
}


@pytest.mark.parametrize("flavour", ["reader", "cpu"])
def test_what_the_program_does_needs_nothing_of_what_is_left_out(flavour: str, tmp_path: Path) -> None:
    steps = "".join(f"try:\n    exec({code!r})\nexcept Exception as error:\n    print({name!r}, error)\n"
                    for name, code in DONE.items())  # fmt: skip
    command = [sys.executable, "-c", BLOCKED + steps, ROOT, PACKAGING, flavour]
    ended = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stdout) == (0, ""), ended.stderr


def test_a_library_that_is_needed_is_missed(tmp_path: Path) -> None:
    (tmp_path / "contents.py").write_text(
        "def excluded_modules(_): return ['sqlalchemy.dialects.postgresql']"
    )
    command = [sys.executable, "-c", BLOCKED + DONE["library"], ROOT, tmp_path, "cpu"]
    ended = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert "No module named 'sqlalchemy.dialects.postgresql'" in ended.stderr
