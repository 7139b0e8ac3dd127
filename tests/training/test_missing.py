from __future__ import annotations

import warnings

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.exceptions import ConvergenceWarning
from sklearn.experimental import enable_iterative_imputer  # noqa: F401
from sklearn.impute import IterativeImputer

from meddiag_gui.errors import ManifestError
from meddiag_gui.training.missing import Fill, filled, learn_fill, missing_columns
from meddiag_gui.training.plan.plan import Filling
from tests.support.plans import manifest_of


def table(**columns: list[str]) -> object:
    return manifest_of([0] * len(next(iter(columns.values()))), attributes=columns)


def cells(manifest: object, name: str) -> list[str]:
    return [row.attributes[name] for row in manifest.rows]  # type: ignore[attr-defined]


def test_gaps_are_counted() -> None:
    manifest = table(age=["1", "", "3"], site=["A", "B", "C"], empty=["", "", ""])
    assert missing_columns(manifest) == {"age": 1}  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("rule", "expected"), [("median", "2.5"), ("most_frequent", "1"), ("constant", "99")]
)
def test_rules_learn_from_the_training_part_alone(rule: str, expected: str) -> None:
    manifest = table(age=["1", "1", "4", "8", "", "7", "7", "7"])
    fill = learn_fill(manifest, range(5), {"age": Filling(rule=rule, constant="99")})  # type: ignore[arg-type]
    done = filled(manifest, fill)  # type: ignore[arg-type]
    assert cells(done, "age") == ["1", "1", "4", "8", expected, "7", "7", "7"]
    assert cells(done, "age given") == ["given"] * 4 + ["filled"] + ["given"] * 3


def test_what_is_left_stays_empty() -> None:
    manifest = table(age=["1", ""])
    assert filled(manifest, learn_fill(manifest, [0, 1], {"age": Filling()})) is manifest  # type: ignore[arg-type]


@settings(max_examples=6)
@given(st.integers(0, 10_000))
def test_the_model_fills_as_scikit_learn_does(seed: int) -> None:
    """Written to JSON and read again, it gives the numbers of the imputer itself."""
    rng = np.random.default_rng(seed)
    base = rng.normal(size=(30, 1))
    values = base @ rng.normal(size=(1, 3)) + 0.2 * rng.normal(size=(30, 3))
    values[rng.random(values.shape) < 0.2] = np.nan
    values[0] = (0.5, -0.5, 1.0)
    text = {f"c{i}": ["" if np.isnan(v) else repr(float(v)) for v in values[:, i]] for i in range(3)}
    manifest = table(**text)
    fill = learn_fill(manifest, range(20), {f"c{i}": Filling(rule="model") for i in range(3)})  # type: ignore[arg-type]
    stored = msgspec.json.decode(msgspec.json.encode(fill), type=Fill)
    done = filled(manifest, stored)  # type: ignore[arg-type]
    train = values[:20]
    imputer = IterativeImputer(
        max_iter=10, random_state=0, min_value=np.nanmin(train, 0), max_value=np.nanmax(train, 0)
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        expected = imputer.fit(train).transform(values)
    found = np.array([[float(cell) for cell in cells(done, f"c{i}")] for i in range(3)]).T
    np.testing.assert_allclose(found, expected, rtol=1e-4, atol=1e-5)


def test_the_model_tells_words_and_numbers_from_the_other_columns() -> None:
    sexes = (["F"] * 20 + ["M"] * 20) * 2
    heights = [str(160 + i % 5 + 15 * (sex == "M")) for i, sex in enumerate(sexes)]
    sexes[3], sexes[25], heights[7], heights[30] = "", "", "", ""
    manifest = table(sex=sexes, height=heights)
    model = Filling(rule="model")
    done = filled(manifest, learn_fill(manifest, range(80), {"sex": model, "height": model}))  # type: ignore[arg-type]
    assert (cells(done, "sex")[3], cells(done, "sex")[25]) == ("F", "M")
    assert abs(float(cells(done, "height")[7]) - 162) < 3
    assert abs(float(cells(done, "height")[30]) - 177) < 3


def test_a_new_word_in_another_part_is_a_gap_to_the_model() -> None:
    manifest = table(site=["A", "B", "A", "B", "C"], age=["1", "5", "1", "5", ""])
    fill = learn_fill(manifest, range(4), {"age": Filling(rule="model")})  # type: ignore[arg-type]
    assert 1 <= float(cells(filled(manifest, fill), "age")[4]) <= 5  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("fillings", "said"),
    [
        ({"none": Filling(rule="median")}, "no column none"),
        ({"site": Filling(rule="median")}, "no median"),
        ({"empty": Filling(rule="most_frequent")}, "no value in the training part"),
        ({"empty": Filling(rule="model")}, "no value in the training part"),
    ],
)
def test_what_cannot_be_filled_is_said(fillings: dict[str, Filling], said: str) -> None:
    manifest = table(site=["A", "B", ""], empty=["", "", "x"])
    with pytest.raises(ManifestError, match=said):
        learn_fill(manifest, [0, 1], fillings)  # type: ignore[arg-type]
