"""The program with a window: every object is made here, once, and handed on."""

from __future__ import annotations

import logging
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QTimer
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from meddiag_gui import paths
from meddiag_gui.crashes import CrashWatch
from meddiag_gui.gui import theme
from meddiag_gui.gui.batch.feature import ManyImages
from meddiag_gui.gui.batch.run import BatchRun
from meddiag_gui.gui.cine.feature import Cine
from meddiag_gui.gui.control import Control
from meddiag_gui.gui.deidentify.feature import Deidentifying
from meddiag_gui.gui.evaluation.feature import Evaluations
from meddiag_gui.gui.examination.feature import DataExamination
from meddiag_gui.gui.exporting.feature import Exporting
from meddiag_gui.gui.feature import Feature
from meddiag_gui.gui.influence.feature import InfluenceMap
from meddiag_gui.gui.instance import Reception, hand_over, meeting_place
from meddiag_gui.gui.languages import Languages, speak
from meddiag_gui.gui.layouts import Layouts
from meddiag_gui.gui.library.desk import LibraryDesk
from meddiag_gui.gui.library.making import library_features
from meddiag_gui.gui.linking.comparing import Comparing
from meddiag_gui.gui.linking.feature import Linking
from meddiag_gui.gui.loading import DiskImages, OpenImage, Scanner, make_demo
from meddiag_gui.gui.looks import Looks
from meddiag_gui.gui.lungs.editing import LungEditing
from meddiag_gui.gui.lungs.edits import LungEdits
from meddiag_gui.gui.lungs.feature import LungFields
from meddiag_gui.gui.lungs.outlining import Outlining, SegmenterLike, default_segmenter
from meddiag_gui.gui.magnifier import Magnifier
from meddiag_gui.gui.main_window import MainWindow
from meddiag_gui.gui.measuring.feature import Measuring
from meddiag_gui.gui.models.feature import SeveralModels
from meddiag_gui.gui.models.others import Others
from meddiag_gui.gui.models.roster import MakeModels, installed_models
from meddiag_gui.gui.mpr.feature import Mpr
from meddiag_gui.gui.opening import Opening
from meddiag_gui.gui.presets import Presets
from meddiag_gui.gui.quitting import Quitting
from meddiag_gui.gui.reader import PredictorLike, Reader, default_predictor
from meddiag_gui.gui.reading import Reading
from meddiag_gui.gui.recovery import RecoveryStrip
from meddiag_gui.gui.reference_lines import ReferenceLines
from meddiag_gui.gui.results.feature import Results
from meddiag_gui.gui.rooms import RoomChoice
from meddiag_gui.gui.runner import Runner
from meddiag_gui.gui.scanning import Scanning
from meddiag_gui.gui.second_screen import SecondScreen
from meddiag_gui.gui.session import Session
from meddiag_gui.gui.settings_keeper import SettingsKeeper
from meddiag_gui.gui.starting import LaterStart, Start
from meddiag_gui.gui.tags.browser import TagBrowser
from meddiag_gui.gui.training.feature import Training
from meddiag_gui.gui.viewer.commands import ViewCommands
from meddiag_gui.gui.wizard.feature import Retraining
from meddiag_gui.imaging.measure.store import AnnotationStore
from meddiag_gui.settings import load_settings, settings_path

if TYPE_CHECKING:
    from collections.abc import Callable

_log = logging.getLogger(__name__)
F = TypeVar("F", bound=Feature)


@dataclass(frozen=True, slots=True)
class Program:
    """The objects of a running program."""

    scan: Runner
    io: Runner
    inference: Runner
    volumes: Runner
    images: DiskImages
    session: Session
    reading: Reading
    window: MainWindow
    control: Control
    keeper: SettingsKeeper
    features: tuple[Feature, ...]

    def feature(self, kind: type[F]) -> F:
        """Return the feature of a class.

        Raises
        ------
        KeyError
            If there is none.
        """
        for feature in self.features:
            if isinstance(feature, kind):
                return feature
        raise KeyError(kind.__name__)

    @property
    def busy(self) -> bool:
        """Whether any thread has work."""
        return any(runner.busy for runner in (self.scan, self.io, self.inference, self.volumes))

    def start(self, paths_given: list[Path]) -> None:
        """Open what was asked for, or the demo study for someone who has opened nothing yet."""
        if paths_given:
            self.session.open_paths(paths_given)
        elif not self.keeper.settings.recent_files:
            self.session.open_demo()

    def offer_recovery(self, report: Path) -> None:
        """Say above the picture that the last run ended unexpectedly; offer the report and the last file."""
        last = next(iter(self.keeper.settings.recent_files), None)
        strip = RecoveryStrip(report, Path(last) if last else None)
        strip.chosen.connect(self.session.open_paths)
        self.window.add_strip(strip)

    def shut_down(self) -> None:
        """End all threads, keep the settings and give up the window, which may already be closed."""
        self.window.hide()
        self.session.close()
        self.reading.cancel()
        self.inference.shut_down()
        self.scan.shut_down()
        self.io.shut_down()
        self.volumes.shut_down()
        self.images.close()
        self.session.scanning.clean_up()
        for feature in self.features:
            feature.shut_down()
        try:
            self.control.keep_geometry()
            self.keeper.save_now()
        except OSError as error:  # the program ends: there is no window left to say it in
            _log.warning("The settings could not be saved (%s).", error.strerror)
        self.window.deleteLater()


def make_application() -> QApplication:
    """Return the one QApplication, dressed."""
    application = QApplication.instance()
    if not isinstance(application, QApplication):
        application = QApplication(sys.argv[:1])
    application.setApplicationName("MedDiag")
    application.setDesktopFileName("meddiag")
    application.setWindowIcon(QIcon(str(paths.resources() / "icons" / "meddiag.svg")))
    theme.apply(application)
    return application


def build(
    make_predictor: Callable[[], PredictorLike] = default_predictor,
    open_image: OpenImage | None = None,
    demo: Callable[[], Path] = make_demo,
    scanner: Scanner | None = None,
    settings_file: Path | None = None,
    make_segmenter: Callable[[], SegmenterLike] = default_segmenter,
    make_models: MakeModels | None = None,
) -> Program:
    """Make every object of the program; nothing is shown and no work begins yet.

    Parameters
    ----------
    make_predictor, open_image, demo, scanner, make_segmenter
        What the work is done with; tests hand in their own.
    settings_file
        Where the settings are kept; the user's own file unless given.
    make_models
        All models; unless given those that are installed, beside a predictor of one's own none.
    """
    settings_file = settings_file or settings_path()
    settings = load_settings(settings_file)
    scan, io, inference, volumes = (Runner(name) for name in ("scan", "io", "inference", "volumes"))
    images = DiskImages()
    session = Session(Scanning(scan, scanner, demo), io, open_image or images)
    reader = Reader(make_predictor)
    reading = Reading(inference, reader, session, settings.predict_on_open)
    window = MainWindow(session, reading, settings)
    keeper = SettingsKeeper(settings, settings_file, io, window)
    others = Others(inference, reading, reader, keeper, _others(make_predictor, make_models), window)
    batch = BatchRun(inference, others.predictors, open_image, window)
    exporting = Exporting(window, session, io, open_image or images)
    measuring = Measuring(window, session, keeper, io, AnnotationStore())
    outlining = Outlining(inference, reading, make_segmenter, window)
    edits = LungEdits(outlining, io, window)
    fields = LungFields(window, outlining, edits, keeper)
    desk = LibraryDesk(parent=window)
    training, retraining = Training(window, keeper), Retraining(window, open_image or images, desk)
    retraining.made.connect(training.enter)
    evaluations = Evaluations(window, open_image or images, session.open_paths, exporting.saver, desk)
    training.evaluate_wanted.connect(evaluations.evaluate_training)
    features = (
        Looks(keeper, window),
        Languages(window, keeper),
        SecondScreen(window),
        Magnifier(window.grid, window),
        Opening(window, session, keeper),
        Layouts(window, session, keeper),
        Cine(session, window),
        Linking(session, window.grid, keeper, window),
        Comparing(window, session),
        measuring,
        Mpr(window, window.stage, session, volumes),
        ReferenceLines(window, window.grid, session, keeper),
        ViewCommands(window.stage, window),
        InfluenceMap(window, reading.influence),
        fields,
        LungEditing(window, edits, fields, measuring.desk, exporting.saver),
        SeveralModels(window, reading, others),
        ManyImages(window, session, batch, exporting.saver),
        DataExamination(window, open_image or images, exporting.saver),
        Deidentifying(window, open_image or images),
        Presets(window, window.stage),
        TagBrowser(window, session, io, images.read_tags),
        Results(window, session, scan, exporting.saver),
        exporting,
        *library_features(
            window, session, reading, reader, others, keeper, desk, inference, io, open_image, exporting.saver
        ),
        training,
        evaluations,
        retraining,
        RoomChoice(window, window.rooms),  # after all that add a room
    )
    control = Control(window, session, reading, keeper, features)
    return Program(scan, io, inference, volumes, images, session, reading, window, control, keeper, features)


def _others(make_predictor: Callable[[], PredictorLike], given: MakeModels | None) -> MakeModels:
    """Find what lists the models: a predictor of one's own stands alone unless others are given."""
    return given or (installed_models if make_predictor is default_predictor else tuple)


def _no_display() -> bool:
    known = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return sys.platform == "linux" and not any(os.environ.get(name) for name in known)


def run(given: list[Path]) -> int:
    """Open the window on files or folders and stay until it is closed, or hand them to the one that is open.

    Returns
    -------
    int
        Exit code of the program; 1 where there is no display to open a window on.
    """
    if _no_display():  # Qt would abort the process
        print("meddiag: there is no display to open a window on (DISPLAY is not set).", file=sys.stderr)
        return 1
    application = make_application()
    speak(application, load_settings().language)
    place = meeting_place()
    if hand_over(given, place):
        return 0
    watch = CrashWatch()
    report = watch.start()
    program = build()
    if report is not None:
        program.offer_recovery(report)
    reception = Reception(place)
    reception.asked.connect(LaterStart(program))
    quitting = Quitting(application.quit)
    program.window.show()
    QTimer.singleShot(0, Start(program, given))
    code = application.exec()
    reception.close()
    program.shut_down()
    watch.stop()
    quitting.close()
    return code
