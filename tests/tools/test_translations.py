from __future__ import annotations

import ast
import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from meddiag_gui import language

TOOL = Path(__file__).resolve().parents[2] / "tools" / "translations.py"


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("translations", TOOL)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def found_in(tool: ModuleType, source: str) -> list[str]:
    return list(tool._in_source(ast.parse(source), "a.py"))


def test_the_catalogues_are_complete(tool: ModuleType) -> None:
    found = tool.sentences()
    files = sorted(tool.FOLDER.glob("*.ts"))
    assert [file.name for file in files] == ["meddiag_zh_CN.ts"]
    assert [line for file in files for line in tool.faults(file, found)] == []


def test_sentences_are_found_where_they_stand(tool: ModuleType) -> None:
    assert found_in(tool, 'tr("a {n}", n=tr("b"))') == ["a {n}", "b"]
    assert found_in(tool, 'tr("a" "b" if x else mark("c"))') == ["ab", "c"]
    assert found_in(tool, 'tr_n("{n} a", "{n} b", 3)') == ["{n} a", "{n} b"]
    assert found_in(tool, 'ActionSpec("id", "File", "Open…", ("Ctrl+O",), tip="A tip")') == [
        "File",
        "Open…",
        "A tip",
    ]
    assert found_in(tool, 'tr(NAME); other.mark(3); f("x"); tr("")') == []


@pytest.mark.parametrize("source", ['tr(f"a {x}")', "mark(x)", 'tr_n(one, "many", 2)'])
def test_what_could_not_be_found_is_refused(tool: ModuleType, source: str) -> None:
    with pytest.raises(ValueError, match=r"a\.py, line 1"):
        found_in(tool, source)


def test_a_catalogue_keeps_what_is_translated(tool: ModuleType, tmp_path: Path) -> None:
    file = tmp_path / "meddiag_xx.ts"
    tool.write(
        file,
        {"Open <{n}>\n&": "gui", "Quit": "gui", "New": "core"},
        {"Open <{n}>\n&": "Auf <{n}>\n&", "Old": "x"},
    )
    assert tool.read(file) == {"Open <{n}>\n&": "Auf <{n}>\n&", "Quit": "", "New": ""}
    assert language.read_catalogue(file) == {"Open <{n}>\n&": "Auf <{n}>\n&"}


def test_faults_are_named(tool: ModuleType, tmp_path: Path) -> None:
    file = tmp_path / "meddiag_xx.ts"
    tool.write(file, dict.fromkeys(("a {n}", "b", "gone"), "x"), {"a {n}": "A", "gone": "weg"})
    assert set(tool.faults(file, dict.fromkeys(("a {n}", "b", "new"), "x"))) == {
        "meddiag_xx.ts: other values than its English: a {n}", "meddiag_xx.ts: not translated: b",
        "meddiag_xx.ts: stale: gone", "meddiag_xx.ts: missing: new",
    }  # fmt: skip


def test_a_new_language_is_begun_and_the_check_fails_on_it(
    tool: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(tool, "FOLDER", tmp_path)
    monkeypatch.setattr(tool, "sentences", lambda: {"Quit": "gui"})
    assert tool.main(["--new", "de"]) == 1
    assert "not translated: Quit" in capsys.readouterr().out
    file = tmp_path / "meddiag_de.ts"
    file.write_text(file.read_text().replace(' type="unfinished"></translation>', ">Beenden</translation>"))
    assert tool.main(["--check"]) == 0
    assert tool.main([]) == 0
    assert tool.read(file) == {"Quit": "Beenden"}
