"""Looking at a series in three planes: reads it as a volume, and shows that in place of the pictures."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from meddiag_gui.gui.feature import Feature
from meddiag_gui.gui.mpr.planes import Planes, Ready, make_ready
from meddiag_gui.gui.runner import Job, Runner
from meddiag_gui.gui.text import sentence_for
from meddiag_gui.language import tr

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

    from meddiag_gui.gui.mpr.panel import MprPanel
    from meddiag_gui.gui.session import Session
    from meddiag_gui.gui.stage import Stage
    from meddiag_gui.imaging.series import Stack
    from meddiag_gui.tasks import Progress

_STEP_MM = 2  # by which keys change the slab


class Mpr(Feature):
    """The three planes of the active series; its volume is kept until they are left."""

    def __init__(self, window: QWidget, stage: Stage, session: Session, runner: Runner) -> None:
        super().__init__(window)
        self._stage, self._session, self._runner = stage, session, runner
        self._job: Job[Ready] | None = None
        self._stack: Stack | None = None
        self._place = 0
        self.panel: MprPanel | None = None
        session.opening.connect(self.leave)
        session.layout_changed.connect(self.leave)
        session.active_changed.connect(self.leave)

    def handlers(self) -> dict[str, Callable[..., object]]:  # noqa: D102  (the base class says it)
        return {
            "mpr": self.switch,
            "mpr_thicker": self.thicken,
            "mpr_thinner": self.thin,
            "mpr_projection": self.next_projection,
        }

    def show_state(self, actions: Mapping[str, QAction]) -> None:  # noqa: D102
        actions["mpr"].setChecked(self.active)
        whole = self._session.complete  # a volume of half a series would look like one
        actions["mpr"].setEnabled(self.active or (self._session.count > 1 and whole))
        for name in ("mpr_thicker", "mpr_thinner", "mpr_projection"):
            actions[name].setEnabled(self.active and self.panel is not None and self.panel.planes is not None)

    @property
    def active(self) -> bool:
        """Whether planes are shown, or read."""
        return self._stack is not None

    def switch(self, wanted: bool) -> None:
        """Show the active series in three planes, or its images again."""
        if wanted:
            self._enter()
        else:
            self.leave()

    def thicken(self) -> None:
        """Make the slab thicker."""
        if self.panel is not None:
            self.panel.bar.thicken(_STEP_MM)

    def thin(self) -> None:
        """Make the slab thinner, down to a slice."""
        if self.panel is not None:
            self.panel.bar.thicken(-_STEP_MM)

    def next_projection(self) -> None:
        """Project the slab in another way."""
        if self.panel is not None:
            self.panel.bar.next_projection()

    def _enter(self) -> None:
        viewport = self._session.active
        if viewport.stack is None or self.active:
            return
        panel = self._made_panel()
        self._stack, self._place = viewport.stack, viewport.place
        panel.wait()
        self._stage.show_page(panel)
        work = functools.partial(make_ready, self._stack, self._place)
        self._job = self._runner.submit(work, self._take, self._fail, self._progress)
        self.changed.emit()

    def leave(self) -> None:
        """Show the images of the series again, at the slice in which the cross-hair was."""
        if not self.active or self.panel is None:
            return
        if self._job is not None:
            self._job.cancel()
            self._job = None
        place = self._nearest_place()
        stack, self._stack = self._stack, None
        self.panel.clear()
        self._stage.show_first()
        if place is not None and self._session.active.stack is stack:
            self._session.active.go(place)
        self.changed.emit()

    def _nearest_place(self) -> int | None:
        """Place in the stack of the slice in which the cross-hair is."""
        planes = self.panel.planes if self.panel is not None else None
        if planes is None or self._stack is None:
            return None
        phases = self._stack.phases
        number = round(float(planes.volume.lattice.to_voxel(planes.point)[0]))
        return number * phases + self._place % phases

    def _made_panel(self) -> MprPanel:
        if self.panel is None:
            from meddiag_gui.gui.mpr.panel import MprPanel

            self.panel = MprPanel()
            self._stage.add_page(self.panel)
            self.panel.closed.connect(self.leave)
            self.panel.shown.connect(self.changed)
        return self.panel

    def _progress(self, job: Job[Ready], progress: Progress) -> None:
        if job is self._job and self.panel is not None:
            self.panel.wait(progress)

    def _fail(self, job: Job[Ready], error: Exception) -> None:
        if job is self._job and self.panel is not None:
            self._job = None
            self.panel.refuse(sentence_for(error, tr("reading the series")))
            self.changed.emit()

    def _take(self, job: Job[Ready], ready: Ready) -> None:
        if job is not self._job or self.panel is None or self._stack is None:
            return
        self._job = None
        lattice, size = ready.volume.lattice, ready.volume.values.shape
        number = self._place // self._stack.phases
        if not number:  # a series that was just opened: its edge shows little
            number = size[0] // 2
        start = lattice.to_patient([number, (size[1] - 1) / 2, (size[2] - 1) / 2])
        self.panel.show_planes(Planes(self._runner, ready, start, self.panel))
        self.changed.emit()
