"""What the lack of a library means to the user."""

from __future__ import annotations

import pytest

from meddiag_gui.errors import NotIncluded, in_words


@pytest.mark.parametrize("name", ["torch", "sklearn.metrics", "scipy.stats"])
def test_a_library_that_the_reader_leaves_out_is_told_in_one_sentence(name: str) -> None:
    told = in_words(ModuleNotFoundError(f"No module named {name!r}", name=name))
    assert isinstance(told, NotIncluded)
    assert "not part of this installation" in str(told)


@pytest.mark.parametrize(
    "error",
    [
        ModuleNotFoundError("No module named 'numpy'", name="numpy"),
        ModuleNotFoundError("torches", name="torches"),
        ModuleNotFoundError("without a name"),
        ImportError("torch", name="torch"),
        ValueError("sklearn"),
    ],
)
def test_any_other_error_stays_what_it_is(error: Exception) -> None:
    assert in_words(error) is error
