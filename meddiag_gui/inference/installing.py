"""Putting a model that lies elsewhere, such as in the folder of a training run, among the installed ones."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from meddiag_gui import paths
from meddiag_gui.errors import ModelError
from meddiag_gui.files import sync_folder
from meddiag_gui.inference.bundle import ModelBundle, load_bundle
from meddiag_gui.language import tr


def install(bundle: ModelBundle) -> ModelBundle:
    """Copy a bundle whole into the user's models, unless it is installed; a bundle is never overwritten.

    Raises
    ------
    ModelError
        If another model of that name and version is installed, or the disk cannot be written; nothing has
        changed then.
    BundleError
        If the copy does not pass its check.
    """
    home = paths.user_models()
    if bundle.root.parent in (home, paths.bundled_models()):
        return bundle
    target = home / f"{bundle.name}-{bundle.version}"
    if target.exists():
        there = load_bundle(target)
        if there.ref == bundle.ref:
            return there
        raise ModelError(
            tr("Another {name} {version} is installed already.", name=bundle.name, version=bundle.version)
        )
    try:
        home.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".installing-", dir=home) as folder:
            staged = Path(shutil.copytree(bundle.root, Path(folder) / target.name))
            load_bundle(staged)
            staged.rename(target)
        sync_folder(home)
    except OSError as error:
        raise ModelError(
            tr("The model cannot be installed: {reason}.", reason=error.strerror or error)
        ) from error
    return load_bundle(target)
