"""Which models there are: the listing of two folders, bundled (read-only) and the user's own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from meddiag_gui import paths
from meddiag_gui.errors import BundleError
from meddiag_gui.inference.bundle import ModelBundle, load_bundle
from meddiag_gui.inference.metadata import Task


@dataclass(frozen=True, slots=True)
class Listing:
    """Sound bundles, bundled ones first, and one sentence for each that is not."""

    bundles: tuple[ModelBundle, ...]
    problems: tuple[str, ...]


def list_bundles() -> Listing:
    """Check and list all bundles; a damaged one, or a place that cannot be listed, costs only itself."""
    bundles: list[ModelBundle] = []
    problems: list[str] = []
    for place in (paths.bundled_models(), paths.user_models()):
        try:
            folders = _bundle_folders(place)
        except FileNotFoundError:  # no model was ever put there
            continue
        except OSError as error:
            problems.append(f"The models in the folder {place.name} cannot be listed: {error.strerror}.")
            continue
        for folder in folders:
            try:
                bundles.append(load_bundle(folder))
            except BundleError as error:
                problems.append(str(error))
    return Listing(tuple(bundles), tuple(problems))


def _bundle_folders(place: Path) -> list[Path]:
    """Every folder in a place, sorted by name; hidden ones are being written."""
    return sorted(p for p in place.iterdir() if p.name[0] != "." and p.is_dir())


def find_bundle(
    name: str | None = None, version: str | None = None, *, task: Task = "classification"
) -> ModelBundle:
    """Find a model by name, the newest version unless one is named; for None the first model of a task.

    An experimental one is taken for None only where there is no other.

    Raises
    ------
    BundleError
        If there is none, with what was wrong with those that were found.
    """
    listing = list_bundles()
    fitting = [
        bundle
        for bundle in listing.bundles
        if (bundle.name == name if name else bundle.metadata.task == task)
        and version in (None, bundle.version)
    ]
    if not fitting:
        kind = {"classification": "model", "segmentation": "segmentation model"}[task]
        wanted = f"No model named {name} is installed." if name else f"No {kind} is installed."
        raise BundleError(" ".join([wanted, *listing.problems]))
    if not name:
        fitting.sort(key=lambda bundle: bundle.metadata.experimental)
    first = fitting[0].name
    return max((b for b in fitting if b.name == first), key=lambda b: _version_key(b.version))


def newest(bundles: Iterable[ModelBundle], task: Task = "classification") -> tuple[ModelBundle, ...]:
    """Pick the newest version of each model of a task, in the order given, experimental ones last.

    Of all bundles the first is the one that `find_bundle` gives for no name.
    """
    found: dict[str, ModelBundle] = {}
    for bundle in bundles:
        known = found.setdefault(bundle.name, bundle)
        if _version_key(bundle.version) > _version_key(known.version):
            found[bundle.name] = bundle
    fitting = (bundle for bundle in found.values() if bundle.metadata.task == task)
    return tuple(sorted(fitting, key=lambda bundle: bundle.metadata.experimental))


def _version_key(version: str) -> tuple[tuple[int, int | str], ...]:
    """Order versions by number, ``1.10.0`` after ``1.9.0``; a word sorts before a number."""
    return tuple((1, int(part)) if part.isdecimal() else (0, part) for part in version.split("."))
