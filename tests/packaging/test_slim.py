"""What is taken out of libraries: that which is kept is the same as before, byte for byte."""

from __future__ import annotations

import ctypes
import json
import shutil
import struct
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.packaging.conftest import PACKAGING

Script = Callable[[str], ModuleType]
HEADER = struct.pack(
    "<HBBHHBBBB4s4s4s", 32, 0xDA, 0x27, 20, 0, 0, 0, 2, 0, b"CmnD", bytes(4), bytes(4)
) + bytes(8)


def packed(items: dict[str, bytes]) -> bytes:
    """A package of ICU data with items at multiples of 16, as ICU's own tool makes it."""
    names, listed, data = b"", b"", b""
    names_at = 4 + 8 * len(items)
    data_at = -(-(names_at + sum(len(name) + 1 for name in items)) // 16) * 16
    for name, item in sorted(items.items()):
        listed += struct.pack("<II", names_at + len(names), data_at + len(data))
        names += name.encode() + b"\0"
        data += item.ljust(-(-len(item) // 16) * 16, b"\0")
    return HEADER + (struct.pack("<I", len(items)) + listed + names).ljust(data_at, b"\0") + data


def unpacked(data: bytes) -> dict[str, bytes]:
    """Items of a package by name, each with the zeros that fill it up."""
    table = data[32:]
    (count,) = struct.unpack_from("<I", table)
    entries = [struct.unpack_from("<II", table, 4 + 8 * number) for number in range(count)]
    ends = [*(offset for _, offset in entries), len(table)][1:]
    return {
        table[name : table.index(b"\0", name)].decode(): table[offset:end]
        for (name, offset), end in zip(entries, ends, strict=True)
    }


KEPT = [
    "coll/zh.res",
    "coll/ucadata.icu",
    "root.res",
    "zoneinfo64.res",
    "gb18030.cnv",
    "nfkc.nrm",
    "zone/zh.res",
]
DROPPED = ["de.res", "brkitr/cjdict.dict", "lang/de.res", "ibm-37_P100-1995.cnv", "zone/de.res", "unames.icu"]


@given(items=st.dictionaries(st.sampled_from(KEPT + DROPPED), st.binary(min_size=1, max_size=40)))
def test_what_qt_asks_of_icu_stays_as_it_is(items: dict[str, bytes]) -> None:
    sys.path.insert(0, str(PACKAGING))
    try:
        from slim import shorten_icu  # type: ignore[import-not-found]
    finally:
        sys.path.remove(str(PACKAGING))
    before = {f"icudt73l/{name}": item for name, item in items.items()}
    after = unpacked(shorten_icu(b"\0" * 16 + packed(before)))
    assert sorted(after) == sorted(name for name in before if name.partition("/")[2] in KEPT)
    for name, item in after.items():
        assert item.rstrip(b"\0") == before[name].rstrip(b"\0")
        assert len(item) % 16 == 0


@pytest.mark.parametrize("data", [b"", b"CmnD", b"\xda\x27" * 20, HEADER.replace(b"\xda\x27", b"\x27\xda")])
def test_what_is_no_package_of_icu_is_refused(script: Script, data: bytes) -> None:
    with pytest.raises(ValueError, match="no package"):
        script("slim").shorten_icu(data)


@pytest.mark.skipif(not all(map(shutil.which, ("objcopy", "as", "ld"))), reason="no binutils")
def test_the_new_library_of_icu_has_the_old_ones_name_and_symbol(script: Script, tmp_path: Path) -> None:
    old = tmp_path / "old"
    old.mkdir()
    library = tmp_path / "libicudata.so.73"
    (old / "data").write_bytes(packed({"icudt73l/root.res": b"root", "icudt73l/de.res": bytes(9000)}))
    (old / "data.s").write_text(
        '.section .rodata\n.balign 16\n.globl icudt73_dat\nicudt73_dat: .incbin "data"\n'
    )
    subprocess.run(["as", "-o", "data.o", "data.s"], cwd=old, check=True)
    subprocess.run(["ld", "-shared", "-soname", library.name, "-o", library, "data.o"], cwd=old, check=True)
    before = library.stat().st_size
    script("slim").slim_icu(library)
    assert library.stat().st_size < before - 8000
    symbol = (ctypes.c_char * 80).in_dll(ctypes.CDLL(str(library)), "icudt73_dat")
    assert bytes(symbol)[:32] == HEADER
    assert b"icudt73l/root.res\0" in bytes(symbol)
    named = subprocess.run(["readelf", "-d", library], capture_output=True, text=True, check=True).stdout
    assert "[libicudata.so.73]" in named


def test_tables_of_what_highdicom_writes_stay_whole(script: Script, tmp_path: Path) -> None:
    import highdicom

    standard = Path(highdicom.__file__).parent / "_standard"
    for name in ("module_attribute_map.json", "iod_module_map.json"):
        shutil.copyfile(standard / name, tmp_path / name)
    before = json.loads((tmp_path / "module_attribute_map.json").read_bytes())
    script("slim").slim_tables(tmp_path)
    after = json.loads((tmp_path / "module_attribute_map.json").read_bytes())
    assert list(after) == list(before)
    assert (tmp_path / "module_attribute_map.json").stat().st_size < 3e6
    for module in (
        "segmentation-image",
        "segmentation-multi-frame-functional-groups",
        "general-series",
        "specimen",
    ):
        assert after[module] == before[module]
    for module, attributes in before.items():  # what is copied from any image: the outermost attributes
        assert [one for one in after[module] if not one["path"]] == [
            one for one in attributes if not one["path"]
        ]


def test_pictures_are_worked_on_alike_without_scipy_special(tmp_path: Path) -> None:
    program = tmp_path / "program.py"
    program.write_text(
        """
import sys
if sys.argv[1:]:
    exec(open(sys.argv[1], encoding="utf-8").read())
import numpy as np
from scipy import ndimage
picture = np.random.default_rng(0).random((40, 30))
labels, count = ndimage.label(picture > 0.5)
made = [ndimage.gaussian_filter(picture, 2), ndimage.zoom(picture, 1.5), ndimage.rotate(picture, 30),
        ndimage.affine_transform(picture, np.eye(2) * 0.9), ndimage.binary_fill_holes(picture > 0.3),
        ndimage.binary_erosion(picture > 0.3), ndimage.distance_transform_edt(picture > 0.3), labels]
print(count, len(ndimage.find_objects(labels)), *(float(one.sum()).hex() for one in made))
print("scipy.special._ufuncs" in sys.modules)
""",
        encoding="utf-8",
    )
    hook = PACKAGING / "hooks" / "scipy_special.py"
    runs = [
        subprocess.run(
            [sys.executable, program, *more], capture_output=True, text=True, check=True
        ).stdout.split()
        for more in ([], [hook])
    ]
    assert runs[0][:-1] == pytest.approx(runs[1][:-1])
    assert (runs[0][-1], runs[1][-1]) == ("True", "False")
