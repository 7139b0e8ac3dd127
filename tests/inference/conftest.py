"""A bundle staged once a session: exporting the graph takes a second."""

from __future__ import annotations

import pytest

from meddiag_gui.inference.bundle import ModelBundle
from tests.support.bundles import square_bundle


@pytest.fixture(scope="session")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> ModelBundle:
    return square_bundle(tmp_path_factory.mktemp("bundles"))
