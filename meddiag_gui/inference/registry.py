"""Which models there are: the listing of two folders, bundled (read-only) and the user's own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from meddiag_gui import paths
from meddiag_gui.errors import BundleError
from meddiag_gui.inference.bundle import ModelBundle, load_bundle
from meddiag_gui.inference.live import LiveModels
from meddiag_gui.inference.metadata import Task
from meddiag_gui.language import tr


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
            problems.append(
                tr(
                    "The models in the folder {name} cannot be listed: {reason}.",
                    name=place.name,
                    reason=error.strerror,
                )
            )
            continue
        for folder in folders:
            try:
                bundles.append(load_bundle(folder))
            except BundleError as error:
                problems.append(str(error))
    problems += filter(None, [LiveModels().problem])
    return Listing(tuple(bundles), tuple(problems))


def _bundle_folders(place: Path) -> list[Path]:
    """Every folder in a place, sorted by name; hidden ones are being written."""
    return sorted(p for p in place.iterdir() if p.name[0] != "." and p.is_dir())


def find_bundle(
    name: str | None = None, version: str | None = None, *, task: Task = "classification"
) -> ModelBundle:
    """Find a model by name, the newest version unless one is named; for None the one that is live.

    Raises
    ------
    BundleError
        If there is none, with what was wrong with those that were found; for None also if the model that was
        promoted here is not there any more: another never takes its place in silence.
    """
    listing = list_bundles()
    if name:
        fitting = [b for b in listing.bundles if b.name == name and version in (None, b.version)]
        found = max(fitting, key=lambda bundle: _version_key(bundle.version), default=None)
        wanted = tr("No model named {name} is installed.", name=" ".join(filter(None, (name, version))))
    else:
        found = live_bundle(listing.bundles, task)
        chosen = LiveModels().current(task)
        wanted = tr("No model is installed.")
        if task == "segmentation":
            wanted = tr("No segmentation model is installed.")
        if chosen is not None and chosen.model is not None:
            wanted = tr(
                "{model} is live here, but not installed as it was.",
                model=f"{chosen.model.name} {chosen.model.version}",
            )
    if found is None:
        raise BundleError(" ".join([wanted, *listing.problems]))
    return found


def live_bundle(bundles: Iterable[ModelBundle], task: Task = "classification") -> ModelBundle | None:
    """Pick the model that reads unless another is named: the promoted one, else the first of the task.

    The first is one that ships with the program, if there is any, in its newest version: a model that was
    retrained here does not go live by being there. An experimental one is taken only where there is no other.
    None also where the promoted one is not among the bundles with its very weights.
    """
    fitting = [bundle for bundle in bundles if bundle.metadata.task == task]
    chosen = LiveModels().current(task)
    if chosen is not None:
        return next((bundle for bundle in fitting if bundle.ref == chosen.model), None)
    fitting.sort(key=lambda bundle: bundle.metadata.experimental)
    same = [b for b in fitting if (b.name, b.root.parent) == (fitting[0].name, fitting[0].root.parent)]
    return max(same, key=lambda bundle: _version_key(bundle.version), default=None)


def newest(bundles: Iterable[ModelBundle], task: Task = "classification") -> tuple[ModelBundle, ...]:
    """Pick the newest version of each model of a task: the live one first, experimental ones last.

    Of the model that is live it is the live version.
    """
    every = tuple(bundles)
    found: dict[str, ModelBundle] = {}
    for bundle in every:
        known = found.setdefault(bundle.name, bundle)
        if _version_key(bundle.version) > _version_key(known.version):
            found[bundle.name] = bundle
    live = live_bundle(every, task)
    if live is not None:
        found[live.name] = live
    fitting = (bundle for bundle in found.values() if bundle.metadata.task == task)
    return tuple(sorted(fitting, key=lambda bundle: (bundle is not live, bundle.metadata.experimental)))


def _version_key(version: str) -> tuple[tuple[int, int | str], ...]:
    """Order versions by number, ``1.10.0`` after ``1.9.0``; a word sorts before a number."""
    return tuple((1, int(part)) if part.isdecimal() else (0, part) for part in version.split("."))
