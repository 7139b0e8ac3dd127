"""What the user set, kept between starts in one JSON file; damage costs only the damaged field.

Fields that this program does not know, of a later one, stay in the file. Where a field changes its
meaning, the version is raised by one step, and with it the file's name: the program before keeps its own,
so going back finds everything as it was.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import get_type_hints

from meddiag_gui import paths

STEPS: tuple[Callable[[dict[str, object]], dict[str, object]], ...] = ()
"""Each makes the stored fields of the next version out of those of the one before; the first of version 1."""
RECENT_FILES = 12
_LARGEST = 2**20
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that is remembered.

    Parameters
    ----------
    recent_files
        Absolute paths, the latest first; nothing else of a file is kept.
    last_folder
        Where the open dialog starts; empty for the user's home.
    overlay_opacity
        In [0, 1].
    predict_on_open
        Whether the model runs by itself on each image opened.
    show_annotations, show_files, show_reference_lines
        Whether the corner texts, the list of series, and the planes of other pictures as lines are shown.
    layout
        Rows and columns of pictures on the screen, 1 to 3 each.
    light_theme
        Whether the look is light, for a bright room.
    links
        In what the pictures follow the active one: of ``scroll``, ``zoom`` and ``window``.
    keep_measuring
        Whether a measuring tool stays in the hand after one measurement.
    show_lungs, fill_lungs
        Whether the outline of the lung fields is drawn, and filled.
    language
        Of the window, such as ``zh_CN``; empty for the system's.
    training_goes_on
        Whether trainings go on when the window is closed; else they keep a checkpoint and wait.
    models
        Models that run beside the first one, each ``name@version``; None for the newest of each name.
    read_first
        Whether a model's result stays hidden until the reader has committed an opinion.
    reader_name
        Who signs verdicts where the library has no users; empty for the system's name of the user.
    watched_folder
        Where studies arrive that are imported by themselves; empty for none.
    score_in_background
        Whether studies that wait are scored while nobody needs the model.
    reference_imports
        Whether imported files stay where they are, instead of being copied into the library.
    idle_lock_minutes
        After how long without input the window is locked; 0 for never.
    window_geometry
        Qt's own description of size and place, base64; empty before the first close.
    """

    recent_files: tuple[str, ...] = ()
    last_folder: str = ""
    overlay_opacity: float = 0.5
    predict_on_open: bool = True
    show_annotations: bool = True
    show_files: bool = True
    show_reference_lines: bool = True
    layout: tuple[int, int] = (1, 1)
    light_theme: bool = False
    links: tuple[str, ...] = ()
    keep_measuring: bool = False
    show_lungs: bool = False
    fill_lungs: bool = False
    language: str = ""
    training_goes_on: bool = True
    models: tuple[str, ...] | None = None
    read_first: bool = False
    reader_name: str = ""
    watched_folder: str = ""
    score_in_background: bool = True
    reference_imports: bool = False
    idle_lock_minutes: int = 0
    window_geometry: str = ""

    def with_recent(self, path: Path) -> Settings:
        """Put a file first among the recent ones, and remember its folder."""
        name = str(path)
        rest = tuple(known for known in self.recent_files if known != name)
        return replace(self, recent_files=(name, *rest)[:RECENT_FILES], last_folder=str(path.parent))


def current_version() -> int:
    """Version of what this program writes."""
    return len(STEPS) + 1


def settings_path(version: int | None = None) -> Path:
    """Where the settings of a version lie; None for this program's."""
    version = version or current_version()
    return paths.user_config() / ("settings.json" if version == 1 else f"settings-{version}.json")


def load_settings(path: Path | None = None) -> Settings:
    """Read the settings; never fails.

    A field of a wrong type or out of range takes its default, with a warning in the log; a file that is no
    JSON object is set aside as ``settings.json.bad``. Where this version has none yet, the newest of an
    earlier version is brought over and left as it is.

    Parameters
    ----------
    path
        None for the user's own, in any version up to this program's.
    """
    version = current_version()
    while path is None and version > 1 and not settings_path(version).exists():
        version -= 1
    path = path or settings_path(version)
    stored = _stored(path)
    for step in STEPS[version - 1 :]:
        stored = step(stored)
    return _convert(stored)


def _stored(path: Path) -> dict[str, object]:
    """Read the fields as they stand; empty, and the file set aside, where it holds none."""
    try:
        if path.exists() and not path.is_file():  # reading a pipe would wait for its writer
            return _set_aside(path, "is no file")
        if path.stat().st_size > _LARGEST:
            return _set_aside(path, "is far too large")
        stored = json.loads(path.read_bytes())
    except FileNotFoundError:
        return {}
    except OSError as error:
        _log.warning("The settings cannot be read (%s); the defaults are used.", error.strerror)
        return {}
    except (ValueError, RecursionError):
        return _set_aside(path, "is no JSON")
    return stored if isinstance(stored, dict) else _set_aside(path, "is no JSON object")


def save_settings(settings: Settings, path: Path | None = None) -> None:
    """Write the settings whole, or leave the old ones; what a later program stored beside them stays.

    Raises
    ------
    OSError
        If the folder cannot be written.
    """
    from meddiag_gui.files import write_atomic  # not on the way to the window

    path = path or settings_path()
    content = json.dumps({**_stored(path), "version": current_version(), **asdict(settings)}, indent=2)
    write_atomic(path, content + "\n")


def _convert(stored: dict[str, object]) -> Settings:
    """Check field by field, so that one bad field costs only itself."""
    if not stored:
        return Settings()
    import msgspec  # not on the way of a first start

    types = get_type_hints(Settings)
    sound: dict[str, object] = {}
    for item in fields(Settings):
        if item.name not in stored:
            continue
        try:
            sound[item.name] = msgspec.convert(stored[item.name], types[item.name])
        except msgspec.ValidationError as error:
            _log.warning("The setting %s is not valid (%s); its default is used.", item.name, error)
    settings = msgspec.convert(sound, Settings)
    if not 0 <= settings.overlay_opacity <= 1:
        settings = _default(settings, "overlay_opacity")
    if not all(1 <= lines <= 3 for lines in settings.layout):
        settings = _default(settings, "layout")
    return replace(settings, recent_files=settings.recent_files[:RECENT_FILES])


def _default(settings: Settings, name: str) -> Settings:
    _log.warning("The setting %s is out of range; its default is used.", name)
    return replace(settings, **{name: getattr(Settings(), name)})


def _set_aside(path: Path, reason: str) -> dict[str, object]:
    bad = path.with_name(path.name + ".bad")
    _log.warning("The settings file %s; it is kept as %s and the defaults are used.", reason, bad.name)
    try:
        path.replace(bad)
    except OSError as error:
        _log.warning("It cannot be renamed (%s).", error.strerror)
    return {}
