"""Plays one viewport by the clock: frames are dropped rather than late, and never wanted faster than read."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from meddiag_gui.gui.cine.pace import Pace, next_speed
from meddiag_gui.language import tr

if TYPE_CHECKING:
    from collections.abc import Callable

    from meddiag_gui.gui.viewport import Viewport
    from meddiag_gui.imaging.series import Stack

_MEASURED = 1.0  # seconds over which the rate on the screen is counted
_WORTH_SAYING = 0.9  # share of the wanted rate below which the rate reached is said too


class Player(QObject):
    """Plays the stack of a viewport until it is stopped, or the viewport shows another stack.

    Signals
    -------
    ended
        It plays no more; carries the player.
    """

    ended = Signal(object)

    def __init__(
        self,
        viewport: Viewport,
        clock: Callable[[], float] = time.perf_counter,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.viewport, self._clock = viewport, clock
        self.speed = 1.0
        self._stack: Stack | None = viewport.stack
        self._pace = self._make_pace()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)
        self._drawn: list[float] = []
        viewport.picture_changed.connect(self._on_picture)
        self._set_off()

    @property
    def words(self) -> str:
        """How fast it plays, and how fast it could where that is less."""
        wanted = self._pace.frames_per_second() * self.speed
        recent = [moment for moment in self._drawn if moment > self._clock() - _MEASURED]
        reached = len(recent) / _MEASURED
        full = len(self._drawn) > len(recent)  # a whole second was watched
        if full and reached < _WORTH_SAYING * wanted:
            return tr("{reached:.0f} of {wanted:.3g}/s", reached=reached, wanted=wanted)
        return f"{wanted:.3g}/s"

    def change_speed(self, step: int) -> None:
        """Play some steps faster, or slower."""
        self.speed = next_speed(self.speed, step)
        self._set_off()

    def stop(self) -> None:
        """End, and leave the image on the screen."""
        self._timer.stop()
        self.viewport.picture_changed.disconnect(self._on_picture)
        self.viewport.remark = ""
        self.viewport.place_changed.emit()
        self.ended.emit(self)

    def _make_pace(self) -> Pace:
        picture = self.viewport.picture
        of_one_file = self._stack is not None and len(self._stack.instances) == 1
        if picture is None or not of_one_file:  # a series of files has no rate of its own
            return Pace(self.viewport.count)
        header = picture.image.header
        return Pace(self.viewport.count, header.frame_ms, header.sweeps)

    def _set_off(self) -> None:
        """Begin to count from where the viewport is."""
        self._asked = self.viewport.place
        self._began = self._clock() - self._pace.start_of(self.viewport.place) / 1000 / self.speed
        self._drawn.clear()
        self._say()
        self._wait(self._pace.at(self._elapsed())[1])

    def _elapsed(self) -> float:
        return (self._clock() - self._began) * 1000 * self.speed

    def _wait(self, milliseconds: float) -> None:
        self._timer.start(max(1, round(milliseconds / self.speed)))

    def _tick(self) -> None:
        """Show the frame that is due by now; where the one before is still being read, wait for that."""
        if self.viewport.stack is not self._stack:
            self.stop()
            return
        if self.viewport.place != self._asked:  # the user scrolled
            self._set_off()
        elif self.viewport.shown_place == self.viewport.place:
            self._asked, left = self._pace.at(self._elapsed())
            self._wait(left)
            self.viewport.go(self._asked)

    def _on_picture(self) -> None:
        if self.viewport.picture is None:
            self.stop()
            return
        now = self._clock()
        self._drawn = [moment for moment in self._drawn if moment > now - 2 * _MEASURED] + [now]
        self._say()
        if not self._timer.isActive():
            self._timer.start(0)

    def _say(self) -> None:
        self.viewport.remark = self.words
