"""From the paths a user gave to the files they stand for."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from meddiag_gui.imaging.text import clean_text
from meddiag_gui.language import tr
from meddiag_gui.tasks import CancelToken


@dataclass(frozen=True, slots=True)
class Target:
    """A file to be read, or one that cannot be, with the reason in one sentence."""

    path: Path
    problem: str = ""


def find_targets(given: Iterable[Path], token: CancelToken | None = None) -> list[Target]:
    """List the files that the paths stand for, in the order given; of a folder every file below it, sorted.

    Nothing is skipped in silence: what is no regular file, a folder that cannot be listed, and a link that
    leads out of the folder (it is not followed) are listed with their problem. A link to a folder inside
    the folder is passed over, since its files are found at their own place.

    Raises
    ------
    Cancelled
        If the token was cancelled.
    """
    token = token or CancelToken()
    targets: list[Target] = []
    for path in given:
        targets += _below(path, token) if _kind(path) == "folder" else [_file(path)]
    return targets


def _below(root: Path, token: CancelToken) -> list[Target]:
    unlisted: list[OSError] = []
    found: list[Target] = []
    for folder, folders, files in os.walk(root, onerror=unlisted.append):
        token.check()
        found += [_inside(Path(folder, name), root) for name in files]
        found += _links_out(Path(folder), folders, root)
    for error in unlisted:
        path = Path(error.filename)
        found.append(
            Target(
                path,
                tr("{name} cannot be listed: {reason}.", name=clean_text(path.name), reason=error.strerror),
            )
        )
    return sorted(found, key=lambda target: target.path.parts)


def _inside(path: Path, root: Path) -> Target:
    return _file(path) if _stays_inside(path, root) else _link_out(path)


def _links_out(folder: Path, names: list[str], root: Path) -> Iterator[Target]:
    for name in names:
        path = folder / name
        if not _stays_inside(path, root):
            yield _link_out(path)


def _stays_inside(path: Path, root: Path) -> bool:
    return not path.is_symlink() or _real(path).is_relative_to(_real(root))


def _real(path: Path) -> Path:
    return Path(os.path.realpath(path))  # unlike Path.resolve, never raises on a loop of links


def _link_out(path: Path) -> Target:
    return Target(
        path,
        tr("{name} is a link that leads out of the folder; it is not followed.", name=clean_text(path.name)),
    )


def _file(path: Path) -> Target:
    kind = _kind(path)
    return Target(path) if kind == "file" else Target(path, kind)


def _kind(path: Path) -> str:
    """Tell ``file``, ``folder``, or in a sentence why it is neither."""
    name = clean_text(path.name[:100])
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        return tr("{name} does not exist.", name=name)
    except (OSError, ValueError) as error:  # ValueError: a zero byte in the name
        reason = getattr(error, "strerror", None) or tr("not a possible name")
        return tr("{name} cannot be read ({reason}).", name=name, reason=reason)
    if stat.S_ISDIR(mode):
        return "folder"
    return "file" if stat.S_ISREG(mode) else tr("{name} is not a regular file.", name=name)
