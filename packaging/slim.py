"""What libraries carry for nothing, taken out of the built folder: tables and data that no one asks for."""

from __future__ import annotations

import json
import re
import struct
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

_WRITTEN = re.compile(
    r"(basic-text|enhanced|comprehensive|comprehensive-3d)-sr|key-object-selection-document|segmentation"
    r"|(.*-)?secondary-capture-image|(grayscale|pseudo-color|color)-softcopy-presentation-state"
    r"|parametric-map|microscopy-bulk-simple-annotations"
)
"""Kinds of objects (IODs) that highdicom writes; of all others it only copies the outermost attributes."""

_ICU_KEPT = re.compile(
    r"coll/.*"  # how names are sorted, in every language
    r"|zone/(root|en|zh\w*|pool|tzdbNames)\.res"
    r"|(root|en|pool|res_index)\.res"
    r"|[a-zA-Z0-9]{4,}\.res"  # tables that belong to no language: zoneinfo64, supplementalData …
    r"|(gb18030|euc-jp-2007|windows-\d+-2000|ibm-(1373|1386|943|970|878|9(1[2-6]|2[03])|53(4[6-9]|5[0-4]))_.*)\.cnv"
    r"|(cnvalias|uemoji|ulayout)\.icu"
    r"|[\w]+\.nrm"
)
"""Data that Qt asks ICU for; its own CLDR tables have the formats of numbers and dates."""
_ICU_KIND = b"CmnD"


def slim_tables(folder: Path) -> None:
    """Shorten highdicom's tables of the standard: 22 MB to 3.

    Parameters
    ----------
    folder
        Holds ``module_attribute_map.json`` and ``iod_module_map.json``.
    """
    modules = json.loads((folder / "module_attribute_map.json").read_bytes())
    objects = json.loads((folder / "iod_module_map.json").read_bytes())
    whole = {item["key"] for name, items in objects.items() if _WRITTEN.fullmatch(name) for item in items}
    for name, attributes in modules.items():
        if name not in whole:
            modules[name] = [attribute for attribute in attributes if not attribute["path"]]
    (folder / "module_attribute_map.json").write_text(json.dumps(modules, separators=(",", ":")), "utf-8")


def slim_icu(library: Path) -> None:
    """Replace ICU's data library by one that holds what Qt asks for: 32 MB to 6 (Linux).

    Parameters
    ----------
    library
        ``libicudata.so.NN``; its one symbol is the data.
    """
    major = library.name.rsplit(".", 1)[-1]
    with TemporaryDirectory() as made:
        scratch = Path(made)
        everything = scratch / "everything"
        subprocess.run(["objcopy", "-O", "binary", "--only-section=.rodata", library, everything], check=True)
        (scratch / "kept").write_bytes(shorten_icu(everything.read_bytes()))
        symbol = f"icudt{major}_dat"
        (scratch / "data.s").write_text(
            f".section .rodata\n.balign 16\n.globl {symbol}\n.type {symbol}, %object\n"
            f'{symbol}: .incbin "kept"\n.size {symbol}, .-{symbol}\n'
            '.section .note.GNU-stack,"",%progbits\n',
            "ascii",
        )
        link = ["ld", "-shared", "-z", "noexecstack", "-soname", library.name, "-o", library.resolve()]
        for command in (["as", "-o", "data.o", "data.s"], [*link, "data.o"]):
            subprocess.run(command, cwd=scratch, check=True)


def shorten_icu(data: bytes) -> bytes:
    """Make a package of ICU data of those items that `_ICU_KEPT` names.

    Source: ICU, ``common/ucmndata.h``: a header, then a table of (name, data) offsets from its own start,
    sorted by name; then the names; then the items, at multiples of 16.

    Raises
    ------
    ValueError
        If the bytes hold no package of this byte order.
    """
    start = data.find(_ICU_KIND) - 12
    if start < 0 or data[start + 2 : start + 4] != b"\xda\x27":
        raise ValueError("no package of ICU data")
    (header,) = struct.unpack_from("<H", data, start)
    table = data[start + header :]
    (count,) = struct.unpack_from("<I", table)
    entries = [struct.unpack_from("<II", table, 4 + 8 * number) for number in range(count)]
    ends = [*(offset for _, offset in entries), len(table)][1:]
    kept = []
    for (name_at, offset), end in zip(entries, ends, strict=True):
        name = table[name_at : table.index(b"\0", name_at)]
        if _ICU_KEPT.fullmatch(name.decode("ascii").partition("/")[2]):
            kept.append((name + b"\0", table[offset:end]))
    names_at = 4 + 8 * len(kept)
    item_at = _to_sixteen(names_at + sum(len(name) for name, _ in kept))
    listed, names, items = struct.pack("<I", len(kept)), b"", b""
    for name, item in kept:
        listed += struct.pack("<II", names_at + len(names), item_at + len(items))
        names += name
        items += item.ljust(_to_sixteen(len(item)), b"\0")
    return data[start : start + header] + (listed + names).ljust(item_at, b"\0") + items


def _to_sixteen(size: int) -> int:
    return -(-size // 16) * 16
