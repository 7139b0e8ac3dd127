"""Curves of a run as files that TensorBoard reads, written beside its events.

The record format is TensorFlow's; each record is written at once and by this thread, so that a full disk ends
in one sentence and not in a thread that dies.
"""

from __future__ import annotations

import time
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

_EVERY = ("loss", "learning_rate", "images_per_second", "memory", "gpu_memory")
_EPOCH = ("training_loss", "validation_loss")


class Curves:
    """Adds the figures of events to a file of its own in ``folder``; files of earlier starts stay.

    Parameters
    ----------
    folder
        Is made at the first figure.
    """

    def __init__(self, folder: Path) -> None:
        self._folder, self._step = folder, 0
        self._writer: Any = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._writer is not None:
            self._writer.close()

    def add(self, event: dict[str, Any]) -> None:
        """Write the figures of an event, if it has any.

        Raises
        ------
        OSError
            If the disk is full or the folder cannot be written.
        """
        if event["event"] == "progress":
            self._step = event["step"]
            self._write({name: event.get(name) for name in _EVERY}, self._step)
        elif event["event"] == "epoch":
            figures = {name: event[name] for name in _EPOCH} | event["metrics"]
            self._write({f"epoch/{name}": value for name, value in figures.items()}, event["epoch"])

    def _write(self, figures: dict[str, float | None], step: int) -> None:
        from tensorboardX.proto.event_pb2 import Event
        from tensorboardX.proto.summary_pb2 import Summary

        known = {name: value for name, value in figures.items() if value is not None and value == value}
        values = [Summary.Value(tag=name, simple_value=value) for name, value in known.items()]
        event = Event(wall_time=time.time(), step=step, summary=Summary(value=values))
        writer = self._open()
        writer.write(event.SerializeToString())
        writer.flush()

    def _open(self) -> Any:
        if self._writer is None:
            from tensorboardX.proto.event_pb2 import Event
            from tensorboardX.record_writer import RecordWriter

            self._folder.mkdir(parents=True, exist_ok=True)
            stamp = datetime.now(UTC).strftime("%Y%m%d%H%M%S%f")
            self._writer = RecordWriter(str(self._folder / f"events.out.tfevents.{stamp}.meddiag"))
            version = Event(wall_time=time.time(), file_version="brain.Event:2")
            self._writer.write(version.SerializeToString())
        return self._writer
