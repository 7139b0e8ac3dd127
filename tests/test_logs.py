"""The log holds where an error rose, and nothing that a file or a person is called."""

from __future__ import annotations

import logging
import os
import sys
import threading
import warnings
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType

import pytest

from meddiag_gui.logs import LARGEST, start_logging


@pytest.fixture(autouse=True)
def _own_logging(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Each test has its own folder, and leaves logging as it was."""
    monkeypatch.setenv("MEDDIAG_HOME", str(tmp_path))
    own, root = logging.getLogger("meddiag_gui"), logging.getLogger()
    before = (own.handlers[:], own.propagate, own.level, root.handlers[:])
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    with warnings.catch_warnings():
        yield
    for handler in own.handlers:
        handler.close()
    own.handlers, own.propagate = before[0], before[1]
    own.setLevel(before[2])
    root.handlers = before[3]


def test_an_exception_is_logged_without_its_message() -> None:
    path = start_logging()
    try:
        try:
            raise KeyError("Doe^Jane")
        except KeyError as error:
            raise ValueError("/home/doe/jane.dcm") from error
    except ValueError:
        logging.getLogger("meddiag_gui.somewhere").exception("It went wrong")
    text = path.read_text("utf-8")
    assert "ERROR meddiag_gui.somewhere: It went wrong" in text
    assert "ValueError" in text
    assert "KeyError" in text
    assert "test_an_exception_is_logged_without_its_message" in text  # the frame
    assert "Doe^Jane" not in text.replace('raise KeyError("Doe^Jane")', "")  # beside our own source line
    assert "jane.dcm" not in text.replace('raise ValueError("/home/doe/jane.dcm")', "")


def test_libraries_are_kept_out_and_silent(capsys: pytest.CaptureFixture[str]) -> None:
    path = start_logging()
    logging.getLogger("pydicom").warning("Invalid value for PN: Doe^Jane")
    warnings.warn("Doe^Jane", UserWarning, stacklevel=1)
    assert "Doe" not in path.read_text("utf-8")
    assert capsys.readouterr().err == ""


def raised(error: Exception) -> tuple[type[Exception], Exception, TracebackType | None]:
    try:
        raise error
    except ValueError:
        return type(error), error, error.__traceback__


def test_what_nobody_catches_is_recorded_without_its_message(capsys: pytest.CaptureFixture[str]) -> None:
    path = start_logging()
    sys.excepthook(*raised(ValueError("Doe")))
    threading.excepthook(threading.ExceptHookArgs((*raised(ValueError("Doe")), None)))
    text = path.read_text("utf-8")
    assert text.count("Nobody caught an error") == 2
    assert "in raised" in text
    shown = capsys.readouterr().err
    assert shown == "meddiag: internal error (ValueError); the log file has more\n" * 2
    assert "Doe" not in text + shown


def test_a_large_log_is_set_aside(tmp_path: Path) -> None:
    path = start_logging()
    path.write_bytes(b"x" * (LARGEST + 1))
    assert start_logging() == path
    assert path.stat().st_size == 0
    assert path.with_name("meddiag.log.1").stat().st_size == LARGEST + 1


def test_a_folder_that_cannot_be_written_is_no_obstacle(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("MEDDIAG_HOME", str(tmp_path / "file"))
    start_logging()
    logging.getLogger("meddiag_gui").error("Nobody hears this")
    assert capsys.readouterr().err == ""


@pytest.mark.skipif(os.name == "nt", reason="has no pipes in folders")
def test_a_pipe_in_the_place_of_the_log_holds_nobody_up(tmp_path: Path) -> None:
    (tmp_path / "log").mkdir()
    os.mkfifo(tmp_path / "log" / "meddiag.log")
    assert start_logging() == tmp_path / "log" / "meddiag.log"
    assert [type(handler) for handler in logging.getLogger("meddiag_gui").handlers] == [logging.NullHandler]
