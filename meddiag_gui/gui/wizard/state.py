"""The plan as it stands, what is known beside it, and the work that makes it known."""

from __future__ import annotations

import functools
import logging
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from meddiag_gui.errors import MedDiagError
from meddiag_gui.gui.runner import Job, Runner, Work
from meddiag_gui.gui.text import sentence_for
from meddiag_gui.gui.wizard import work
from meddiag_gui.language import tr
from meddiag_gui.tasks import Progress
from meddiag_gui.training.plan.checks import PAGES, Known, Page, first_open, reasons
from meddiag_gui.training.plan.draft import Draft
from meddiag_gui.training.plan.plan import Plan, Source

if TYPE_CHECKING:
    from meddiag_gui.datasets import Manifest
    from meddiag_gui.examination.material import Material
    from meddiag_gui.inference.bundle import ModelBundle
    from meddiag_gui.training.plan.estimate import Estimate
    from meddiag_gui.training.plan.examining import Examined
    from meddiag_gui.training.split import Split

_log = logging.getLogger(__name__)
_KEEP_AFTER = 400  # milliseconds without a change
_ORDER = tuple(PAGES)
_Step = tuple[str, Work[Any], Callable[[Any], None]]


class WizardState(QObject):
    """Holds the plan; does one step after the other until the page that is open has all that it needs.

    Signals
    -------
    changed
        The plan, or what is known, is another.
    progressed
        How far the step under way is; carries a `Progress`.
    made
        A job was made and waits in the queue; carries its folder.

    Parameters
    ----------
    verdicts
        Writes the verdicts of the library as a manifest and gives its path; None where there is no library.
    """

    changed = Signal()
    progressed = Signal(object)
    made = Signal(object)

    def __init__(
        self,
        parent: QObject | None = None,
        draft: Draft | None = None,
        verdicts: Work[Path] | None = None,
    ) -> None:
        super().__init__(parent)
        self._draft, self.verdicts = draft or Draft(), verdicts
        self.runner, self._keeper = Runner("wizard", self), Runner("wizard-draft", self)
        self.plan, self.known, self.page = Plan(), Known(), _ORDER[0]
        self.bundles: tuple[ModelBundle, ...] = ()
        self.manifest: Manifest | None = None
        self.doing = ""
        self._whole: Material | None = None
        self._job: Job[Any] | None = None
        self._listed = False
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_KEEP_AFTER)
        self._later.timeout.connect(self._keep)

    def begin(self) -> None:
        """List the models that are there by now; at the first time take up the draft of before."""
        if self._job is None:
            beginning = functools.partial(work.begin, self._draft)
            self._submit(tr("Looking for models"), beginning, self._take_begin)

    def change(self, plan: Plan) -> None:
        """Take another plan; what is known of the old one only is forgotten, and found out anew."""
        if plan == self.plan:
            return
        old, self.plan = self.plan, plan
        known = replace(self.known, problem="", estimate=None)
        if plan.source != old.source:
            self.manifest = self._whole = None
            known = Known(taken=known.taken, bundle=known.bundle)
        elif work.images_of(plan) != work.images_of(old):
            self._whole = None
            known = replace(known, examined=None, split=None)
        elif work.examined_as(plan) != work.examined_as(old):
            known = replace(known, examined=None, split=None)
        elif plan.splitting != old.splitting:
            known = replace(known, split=None)
        if plan.model.start != old.model.start:
            known = replace(known, bundle=self._bundle_of(plan))
        self.known = known
        self._later.start()
        self.stop()
        self.changed.emit()
        self._go_on()

    def enter(self, page: Page) -> None:
        """Open a page, if all before it lack nothing; what it needs is begun."""
        if page in self.reachable and page != self.page:
            self.page = page
            self.known = replace(self.known, problem="")
            self.changed.emit()
            self._go_on()

    @property
    def reachable(self) -> tuple[Page, ...]:
        """Pages that may be opened."""
        return _ORDER[: _ORDER.index(first_open(self.plan, self.known)) + 1]

    @property
    def reasons(self) -> list[str]:
        """What the open page lacks."""
        return reasons(self.page, self.plan, self.known)

    def again(self) -> None:
        """Try the step once more that failed or was cancelled."""
        self.known = replace(self.known, problem="")
        self.changed.emit()
        self._go_on()

    def measure_again(self) -> None:
        """Forget the estimate: other work may have ended, or the disk have been cleared."""
        self.known = replace(self.known, estimate=None)
        self.again()

    def stop(self) -> None:
        """Cancel the step under way."""
        if self._job is not None:
            self._job.cancel()
            self._job, self.doing = None, ""
            self.changed.emit()

    def cancel(self) -> None:
        """Cancel the step under way, as the user wants; it is not begun again by itself."""
        self.stop()
        self._say(tr("Cancelled."))

    def collect_verdicts(self) -> None:
        """Write the verdicts of the library as a manifest, and take it as the source."""
        if self.verdicts is not None:
            self.stop()
            self.known = replace(self.known, problem="")
            self._submit(tr("Collecting the verdicts"), self.verdicts, self._take_verdicts)

    def start(self) -> None:
        """Make the job."""
        known = self.known
        if self._job is None and not self.reasons and known.examined is not None and known.split is not None:
            writing = functools.partial(work.hand_over, self.plan, known.bundle, known.examined, known.split)
            self._submit(tr("Writing the job"), writing, self._take_job)

    def start_anew(self) -> None:
        """Forget the plan."""
        self.stop()
        self.page = _ORDER[0]
        self.change(Plan())

    def shut_down(self) -> None:
        """Keep the draft and end the threads."""
        self.stop()
        self.runner.shut_down()
        self._keeper.shut_down()
        if self._later.isActive():
            self._later.stop()
            try:
                self._draft.save(self.plan)
            except MedDiagError:  # the program ends: there is no window left to say it in
                _log.warning("The draft of the training could not be kept.")

    def _go_on(self) -> None:
        """Begin the next step that the open page needs."""
        if self._job is None and not self.known.problem and self._listed:
            step = self._next_step()
            if step is not None:
                self._submit(*step)

    def _next_step(self) -> _Step | None:
        """What is to be done, in words, by what, and who takes what it gives."""
        plan, known, opened = self.plan, self.known, _ORDER.index(self.page)
        if known.columns is None:
            named = plan.source.path and (plan.source.kind != "dicom" or plan.source.table)
            reading = functools.partial(work.read, plan)
            return (tr("Reading the source"), reading, self._take_manifest) if named else None
        if opened < _ORDER.index("examination") or self.manifest is None:
            return None
        if self._whole is None:
            decoding = functools.partial(work.decode, self.manifest, work.images_of(plan))
            return tr("Examining the images"), decoding, self._take_whole
        if known.examined is None:
            judging = functools.partial(work.look_at, plan, self._whole)
            return tr("Looking for problems"), judging, self._take_examined
        if opened < _ORDER.index("split"):
            return None
        if known.split is None:
            dividing = functools.partial(work.divide, plan, known.examined, self._whole)
            return tr("Dividing the patients"), dividing, self._take_split
        if self.page == "start" and known.estimate is None:
            measuring = functools.partial(work.measure, plan, known.bundle, known.examined, known.split)
            return tr("Measuring"), measuring, self._take_estimate
        return None

    def _submit(self, doing: str, working: Work[Any], take: Callable[[Any], None]) -> None:
        done = functools.partial(self._done, take)
        self._job = self.runner.submit(working, done, self._failed, self._progress)
        self.doing = doing
        self.changed.emit()

    def _done(self, take: Callable[[Any], None], job: Job[Any], found: object) -> None:
        self._job, self.doing = None, ""
        take(found)
        self.changed.emit()
        self._go_on()

    def _failed(self, job: Job[Any], error: Exception) -> None:
        doing = self.doing
        self._job, self.doing = None, ""
        self._say(sentence_for(error, doing.casefold()))

    def _progress(self, job: Job[Any], progress: Progress) -> None:
        self.progressed.emit(progress)

    def _say(self, problem: str) -> None:
        self.known = replace(self.known, problem=problem)
        self.changed.emit()

    def _take_begin(self, found: work.Beginning) -> None:
        self.bundles = found.bundles
        if not self._listed and found.plan is not None and self.plan == Plan():
            self.plan = found.plan
        self._listed = True
        taken = frozenset((b.name, b.version) for b in found.bundles) | found.in_work
        self.known = replace(self.known, taken=taken, bundle=self._bundle_of(self.plan))

    def _bundle_of(self, plan: Plan) -> ModelBundle | None:
        return next((b for b in self.bundles if f"{b.name}@{b.version}" == plan.model.start), None)

    def _take_verdicts(self, manifest: Path) -> None:
        source = Source(kind="verdicts", path=str(manifest))
        self.change(replace(self.plan, source=Source(kind="verdicts"), findings=(), left_out=()))
        self.change(replace(self.plan, source=source))  # also where the file had this name before

    def _take_manifest(self, manifest: Manifest) -> None:
        self.manifest = manifest
        self.known = replace(self.known, columns=manifest.findings, masks=manifest.attributes)
        if not self.plan.findings and len(manifest.findings) == 1:
            self.change(replace(self.plan, findings=manifest.findings))

    def _take_whole(self, whole: Material) -> None:
        self._whole = whole

    def _take_examined(self, examined: Examined) -> None:
        self.known = replace(self.known, examined=examined)

    def _take_split(self, split: Split) -> None:
        self.known = replace(self.known, split=split)

    def _take_estimate(self, found: tuple[Estimate, int, int]) -> None:
        estimate, free, memory = found
        self.known = replace(self.known, estimate=estimate, free=free, memory=memory)

    def _take_job(self, folder: object) -> None:
        self._draft.discard()
        self._later.stop()
        made = self.plan.model
        self.plan = Plan()
        self.page, self.manifest, self._whole = _ORDER[0], None, None
        self.known = Known(taken=frozenset(self.known.taken) | {(made.name, made.version)})
        self.made.emit(folder)

    def _keep(self) -> None:
        saving = functools.partial(work.save, self._draft, self.plan)
        self._keeper.submit(saving, _kept, self._not_kept)

    def _not_kept(self, job: Job[None], error: Exception) -> None:
        self._say(sentence_for(error, tr("keeping the draft")))


def _kept(job: Job[None], nothing: None) -> None:
    """Take the end of a draft's saving."""
