"""Which models there are: the listing of two folders, bundled (read-only) and the user's own."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from meddiag_gui import paths
from meddiag_gui.errors import BundleError
from meddiag_gui.inference.bundle import METADATA, ModelBundle, load_bundle


@dataclass(frozen=True, slots=True)
class Listing:
    """Sound bundles, bundled ones first, and one sentence for each that is not."""

    bundles: tuple[ModelBundle, ...]
    problems: tuple[str, ...]


def bundle_folders() -> list[Path]:
    """Every folder that holds a ``metadata.json``, sorted by name within each place."""
    found: list[Path] = []
    for place in (paths.bundled_models(), paths.user_models()):
        if place.is_dir():
            found += sorted(p for p in place.iterdir() if (p / METADATA).is_file() and p.name[0] != ".")
    return found


def list_bundles() -> Listing:
    """Check and list all bundles; one that is damaged costs only itself."""
    bundles: list[ModelBundle] = []
    problems: list[str] = []
    for folder in bundle_folders():
        try:
            bundles.append(load_bundle(folder))
        except BundleError as error:
            problems.append(str(error))
    return Listing(tuple(bundles), tuple(problems))


def find_bundle(name: str | None = None, version: str | None = None) -> ModelBundle:
    """Find a model by name; the newest version unless one is named; the first model for None.

    Raises
    ------
    BundleError
        If there is none, with what was wrong with those that were found.
    """
    listing = list_bundles()
    fitting = [
        bundle
        for bundle in listing.bundles
        if name in (None, bundle.name) and version in (None, bundle.version)
    ]
    if not fitting:
        wanted = f"No model named {name} is installed." if name else "No model is installed."
        raise BundleError(" ".join([wanted, *listing.problems]))
    first = fitting[0].name
    return max((b for b in fitting if b.name == first), key=lambda b: _version_key(b.version))


def _version_key(version: str) -> tuple[tuple[int, int | str], ...]:
    """Order versions by number, ``1.10.0`` after ``1.9.0``; a word sorts before a number."""
    return tuple((1, int(part)) if part.isdecimal() else (0, part) for part in version.split("."))
