"""Reads the text back out of the PDF files that reportlab writes: enough to compare numbers with."""

from __future__ import annotations

import base64
import re
import zlib

_STRING = re.compile(rb"/(\S+) [\d.]+ Tf|\(((?:\\.|[^\\)])*)\) Tj", re.DOTALL)
_ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def pdf_text(content: bytes) -> str:
    """All text in the order in which it is drawn, one piece a line."""
    objects = {int(n): body for n, body in re.findall(rb"(\d+) 0 obj(.*?)endobj", content, re.DOTALL)}
    names: dict[bytes, int] = {}
    for body in objects.values():
        names |= {name: int(n) for name, n in re.findall(rb"/(F\d+(?:\+\d+)?) (\d+) 0 R", body)}
    maps = {name: _to_unicode(objects, number) for name, number in names.items()}
    pages = [body for body in objects.values() if b"stream" in body and b" Tf" in _stream(body)]
    return "\n".join(text for page in pages for text in _texts(_stream(page), maps))


def _texts(page: bytes, maps: dict[bytes, dict[int, str] | None]) -> list[str]:
    found, font = [], b""
    for name, string in _STRING.findall(page):
        if name:
            font = name
            continue
        raw = re.sub(rb"\\([0-7]{3}|.)", _unescaped, string, flags=re.DOTALL)
        known = maps.get(font)
        found.append(
            raw.decode("utf-16-be", "replace")
            if known is None
            else "".join(known.get(c, chr(c)) for c in raw)
        )
    return found


def _unescaped(match: re.Match[bytes]) -> bytes:
    escaped = match[1]
    return bytes([int(escaped, 8)]) if len(escaped) == 3 else _ESCAPES.get(escaped, escaped)


def _to_unicode(objects: dict[int, bytes], number: int) -> dict[int, str] | None:
    """Characters by code; None for a font of two bytes a character."""
    body = objects[number]
    if b"/Type0" in body:
        return None
    reference = re.search(rb"/ToUnicode (\d+) 0 R", body)
    if reference is None:
        return {}
    table = _stream(objects[int(reference[1])])
    found: dict[int, str] = {}
    for first, _, values in re.findall(rb"<(\w+)> <(\w+)> \[(.*?)\]", table, re.DOTALL):
        for offset, code in enumerate(re.findall(rb"<(\w+)>", values)):
            found[int(first, 16) + offset] = chr(int(code, 16))
    for first, code in re.findall(rb"^<(\w+)> <(\w+)>$", table, re.MULTILINE):
        found[int(first, 16)] = chr(int(code, 16))
    return found


def _stream(body: bytes) -> bytes:
    match = re.search(rb"stream\r?\n(.*?)endstream", body, re.DOTALL)
    data = match[1].strip() if match else b""
    if b"ASCII85Decode" in body:
        data = base64.a85decode(data.removesuffix(b"~>"))
    return zlib.decompress(data) if b"FlateDecode" in body else data
