"""Judging many images as a feature of the window."""

from __future__ import annotations

import functools
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from meddiag_gui.files import write_atomic
from meddiag_gui.gui.batch import store, words
from meddiag_gui.gui.batch.run import ACTIVE
from meddiag_gui.gui.batch.window import BatchWindow
from meddiag_gui.gui.feature import Feature
from meddiag_gui.gui.widgets import text_label
from meddiag_gui.language import tr
from meddiag_gui.tasks import CancelToken, Report

if TYPE_CHECKING:
    from meddiag_gui.gui.batch.run import BatchRun
    from meddiag_gui.gui.exporting.saver import Saver
    from meddiag_gui.gui.main_window import MainWindow
    from meddiag_gui.gui.session import Session
    from meddiag_gui.inference.batch.row import ResultRow


class ManyImages(Feature):
    """Asks what to judge, opens what is chosen in the table, and saves the results."""

    def __init__(self, window: MainWindow, session: Session, run: BatchRun, saver: Saver) -> None:
        super().__init__(window)
        self._window, self._session, self.run, self._saver = window, session, run, saver
        self.window: BatchWindow | None = None
        self.sign = text_label("", "dim", wrap=False)
        window.statusBar().insertPermanentWidget(1, self.sign)  # left of what always stands there
        run.changed.connect(self._show_sign)

    def handlers(self) -> dict[str, Callable[..., object]]:  # noqa: D102  (the base class says it)
        return {"batch": self.open}

    def shut_down(self) -> None:  # noqa: D102
        self.run.shut_down()

    def open(self) -> None:
        """Show the window, which is made when it is first asked for."""
        if self.window is None:
            self.window = BatchWindow(self.run, self._window)
            self.window.folder_wanted.connect(self._ask_folder)
            self.window.files_wanted.connect(self._ask_files)
            self.window.open_wanted.connect(self.judge_open)
            self.window.chosen.connect(self._look)
            self.window.csv_wanted.connect(self.save_csv)
            self.window.json_wanted.connect(self.save_json)
            self.window.offer_going_on(bool(store.unfinished()))
        self.window.show()
        self.window.raise_()
        self.window.activateWindow()

    def judge_open(self) -> None:
        """Judge all images that are open."""
        stacks = self._session.stacks
        files = [stack.image(place)[0] for stack in stacks for place in range(len(stack))]
        self.run.start(list(dict.fromkeys(files)))

    def save_csv(self) -> None:
        """Save the results as a table."""
        write = functools.partial(_write_csv, self._rows())
        self._saver.ask_file(tr("Save the results"), "results.csv", tr("CSV table (*.csv)"), write)

    def save_json(self) -> None:
        """Save the results as the command line writes them."""
        write = functools.partial(_write_json, self._rows())
        self._saver.ask_file(tr("Save the results"), "results.json", tr("JSON (*.json)"), write)

    def _show_sign(self) -> None:
        """Say in the main window that a batch is under way."""
        self.sign.setText(
            tr("Batch: {progress}", progress=words.progress(self.run)) if self.run.state in ACTIVE else ""
        )

    def _rows(self) -> list[ResultRow]:
        """All rows, the most urgent files first."""
        results = self.window.model.results if self.window is not None else ()
        return [row for result in results for row in result.rows]

    def _ask_folder(self) -> None:
        self._ask(QFileDialog.FileMode.Directory, tr("Judge all files of a folder"))

    def _ask_files(self) -> None:
        self._ask(QFileDialog.FileMode.ExistingFiles, tr("Judge files"))

    def _ask(self, mode: QFileDialog.FileMode, title: str) -> None:
        dialog = QFileDialog(self.window, title)
        dialog.setFileMode(mode)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.filesSelected.connect(self._judge)
        dialog.open()

    def _judge(self, names: list[str]) -> None:
        self.run.start([Path(name) for name in names])

    def _look(self, path: Path) -> None:
        """Show an image in the active picture if it is open, else open it."""
        stack = self._session.stack_with((path, 0))
        place = stack.find(path, 0) if stack is not None else None
        if stack is not None and place is not None:
            self._session.active.show(stack, place)
        else:
            self._session.open_paths([path])


def _write_csv(rows: list[ResultRow], target: Path, *, report: Report, token: CancelToken) -> None:
    from meddiag_gui.inference.batch.tables import csv_text

    write_atomic(target, csv_text(rows))


def _write_json(rows: list[ResultRow], target: Path, *, report: Report, token: CancelToken) -> None:
    from meddiag_gui.inference.batch.tables import json_bytes

    write_atomic(target, json_bytes(rows))
