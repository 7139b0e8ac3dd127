"""Keep the catalogues of translations in step with the sentences of the program.

``tools/translations.py`` writes every sentence that `meddiag_gui.language` looks up into each catalogue of
``resources/translations`` (Qt Linguist's TS): what is translated stays, what is new is marked unfinished,
what is gone goes. ``--check`` writes nothing and fails where a sentence is missing, unfinished, stale, or
lacks a value; ``--new de`` begins another language. Sentences are found in the source (literals given to
``tr``, ``tr_n`` and ``mark``), so nothing is imported and nothing has to be run.

Exit code 0: the catalogues are complete. 1: they are not. The words to use in Chinese: docs/CHINESE.md.
"""

from __future__ import annotations

import argparse
import ast
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree
from xml.sax.saxutils import escape

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from meddiag_gui.language import fields  # noqa: E402  # the tool runs from a checkout, installed or not

PACKAGE, FOLDER = ROOT / "meddiag_gui", ROOT / "resources" / "translations"
LOOKED_UP = {"tr": (0,), "tr_n": (0, 1), "mark": (0,), "ActionSpec": (1, 2)}  # which arguments are sentences
TIPS = {"ActionSpec": "tip"}  # and which by name


def sentences(package: Path = PACKAGE) -> dict[str, str]:
    """Find every sentence, with the area of the program that says it first.

    Raises
    ------
    ValueError
        If something other than a literal is given to ``mark`` or ``tr_n``, or an f-string to ``tr``.
    """
    found: dict[str, str] = {}
    for file in sorted(package.rglob("*.py")):
        area = "/".join(file.relative_to(package).with_suffix("").parts[:2])
        for text in _in_source(ast.parse(file.read_text("utf-8")), str(file.relative_to(package))):
            found.setdefault(text, area)
    for text in _of_models():
        found.setdefault(text, "models")
    return found


def _of_models() -> Iterator[str]:
    """What the window shows of the bundled models: their findings, what they are for, and for whom not."""
    for file in sorted((ROOT / "models").glob("*/metadata.json")):
        told = json.loads(file.read_bytes())
        use, structure = told["intended_use"], told["structure"]
        yield from filter(
            None, (use["summary"], use["population"], *use["exclusions"], told["metrics"].get("part"))
        )
        yield from (finding[key] for finding in told["findings"] for key in ("name", "operating_point_rule"))
        yield from [structure["name"]] if structure else []
        yield from (part["part"] for part in (told["saliency"] or {}).get("parts", ()))


def _in_source(tree: ast.AST, name: str) -> Iterator[str]:
    for call in ast.walk(tree):
        if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Name):
            continue
        called = call.func.id
        given = [call.args[place] for place in LOOKED_UP.get(called, ()) if place < len(call.args)]
        given += [word.value for word in call.keywords if word.arg == TIPS.get(called, word)]
        for text in given:
            if isinstance(text, ast.JoinedStr) or (called in ("tr_n", "mark") and not _literal(text)):
                raise ValueError(f"{name}, line {text.lineno}: {called} needs a sentence as it stands")
            yield from _literals(text)


def _literal(given: ast.expr) -> bool:
    return isinstance(given, ast.Constant) and isinstance(given.value, str)


def _literals(given: ast.expr) -> Iterator[str]:
    """A sentence, or the two of ``a if … else b``."""
    if isinstance(given, ast.IfExp):
        yield from _literals(given.body)
        yield from _literals(given.orelse)
    elif isinstance(given, ast.Constant) and isinstance(given.value, str) and given.value:
        yield given.value


def read(file: Path) -> dict[str, str]:
    """Read a catalogue: each sentence with its translation, empty where there is none."""
    tree = ElementTree.parse(file)  # noqa: S314  # a file of this repository
    return {
        message.findtext("source", ""): message.findtext("translation", "")
        for message in tree.iter("message")
    }


def write(file: Path, found: dict[str, str], translated: dict[str, str]) -> None:
    """Write a catalogue as Qt Linguist does, area by area."""
    language = file.stem.removeprefix("meddiag_")
    lines = ['<?xml version="1.0" encoding="utf-8"?>', "<!DOCTYPE TS>"]
    lines.append(f'<TS version="2.1" language="{language}" sourcelanguage="en">')
    for area in sorted(set(found.values())):
        lines += ["<context>", f"    <name>{escape(area)}</name>"]
        for text in sorted(text for text, where in found.items() if where == area):
            said = translated.get(text, "")
            kind = "" if said else ' type="unfinished"'
            lines += ["    <message>", f"        <source>{escape(text)}</source>"]
            lines += [f"        <translation{kind}>{escape(said)}</translation>", "    </message>"]
        lines.append("</context>")
    file.write_text("\n".join([*lines, "</TS>", ""]), "utf-8")


def faults(file: Path, found: dict[str, str]) -> list[str]:
    """Say what a catalogue lacks, one line each."""
    translated = read(file)
    lines = [f"missing: {text}" for text in found if text not in translated]
    lines += [f"stale: {text}" for text in translated if text not in found]
    for text, said in translated.items():
        if not said.strip():
            lines.append(f"not translated: {text}")
        elif fields(text) != fields(said):
            lines.append(f"other values than its English: {text}")
    return [f"{file.name}: {line}" for line in lines]


def main(arguments: list[str] | None = None) -> int:
    """Update or check the catalogues."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--check", action="store_true", help="change nothing; fail where one is incomplete")
    parser.add_argument("--new", metavar="LANGUAGE", help="begin a catalogue, such as de or pt_BR")
    given = parser.parse_args(arguments)
    found = sentences()
    if given.new:
        write(FOLDER / f"meddiag_{given.new}.ts", found, {})
    files = sorted(FOLDER.glob("meddiag_*.ts"))
    if not given.check:
        for file in files:
            write(file, found, read(file))
    wrong = [line for file in files for line in faults(file, found)]
    print("\n".join([*wrong, f"{len(found)} sentences, {len(files)} catalogues, {len(wrong)} faults"]))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
