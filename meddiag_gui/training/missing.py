"""Missing values of a table's columns, filled by rule or by a model of the others, with a word which were.

What is filled in is learned from the training part alone, and stands in ``missing.json`` as plain numbers, so
the same fill can be made again, anywhere, and nothing in the file can run code.
"""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from meddiag_gui.datasets import Manifest
from meddiag_gui.errors import ManifestError
from meddiag_gui.language import tr
from meddiag_gui.training.plan.plan import Filling

GIVEN, FILLED = "given", "filled"
_ROUNDS = 10
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class LinearStep:
    """One regression of the model: a column from the others (van Buuren & Groothuis-Oudshoorn 2011)."""

    column: int
    others: tuple[int, ...]
    weights: tuple[float, ...]
    intercept: float


@dataclass(frozen=True, slots=True)
class Model:
    """Filling of numbers from each other, in rounds.

    Parameters
    ----------
    columns
        Names of the columns of numbers; a word is one column a value, ``name=value``.
    means
        With what every missing number begins.
    low, high
        Least and greatest value of each column that was seen; what is filled in stays between.
    """

    columns: tuple[str, ...]
    means: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]
    steps: tuple[LinearStep, ...]


@dataclass(frozen=True, slots=True)
class Fill:
    """All that is needed to fill in a table: by column a value, or a place in the model."""

    values: dict[str, str] = field(default_factory=dict)
    words: dict[str, tuple[str, ...]] = field(default_factory=dict)
    modelled: tuple[str, ...] = ()
    model: Model | None = None


def missing_columns(manifest: Manifest) -> dict[str, int]:
    """Count the empty cells of each attribute that has some, but not only such."""
    counts = {name: sum(not row.attributes[name] for row in manifest.rows) for name in manifest.attributes}
    return {name: count for name, count in counts.items() if 0 < count < len(manifest.rows)}


def learn_fill(manifest: Manifest, rows: Sequence[int], fillings: Mapping[str, Filling]) -> Fill:
    """Learn from some rows (the training part) what is to be filled in.

    Raises
    ------
    ManifestError
        If a column is not there, has no value in these rows, or its median is asked for and it holds words.
    """
    values: dict[str, str] = {}
    for name, filling in fillings.items():
        if filling.rule == "leave":
            continue
        known = [value for value in _column(manifest, name, rows) if value]
        if filling.rule == "constant":
            values[name] = filling.constant
        elif not known:
            raise ManifestError(tr("Column {name} has no value in the training part.", name=name[:60]))
        elif filling.rule == "median":
            values[name] = f"{np.median(_numbers(name, known)):.6g}"
        elif filling.rule == "most_frequent":
            values[name] = max(sorted(set(known)), key=known.count)
    modelled = tuple(name for name, filling in fillings.items() if filling.rule == "model")
    if not modelled:
        return Fill(values)
    for name in modelled:
        if not any(_column(manifest, name, rows)):
            raise ManifestError(tr("Column {name} has no value in the training part.", name=name[:60]))
    said = [name for name in manifest.attributes if any(_column(manifest, name, rows))]
    words = {name: _words(manifest, name, rows) for name in said}
    kept = {name: found for name, found in words.items() if name in modelled or len(found) <= _MOST_WORDS}
    return Fill(values, kept, modelled, _learn_model(manifest, rows, kept))


_MOST_WORDS = 20  # values of a column of words that others are told from


def filled(manifest: Manifest, fill: Fill) -> Manifest:
    """Fill in, and say in a column ``<name> given`` of each column which values were."""
    found: dict[str, list[str]] = {
        name: [row.attributes[name] or value for row in manifest.rows] for name, value in fill.values.items()
    }
    if fill.model is not None:
        table = _complete(_table(manifest, range(len(manifest.rows)), fill.words), fill.model)
        for name in fill.modelled:
            told = _told(name, table, fill)
            given = [row.attributes[name] for row in manifest.rows]
            found[name] = [value or other for value, other in zip(given, told, strict=True)]
    if not found:
        return manifest
    rows = []
    for number, row in enumerate(manifest.rows):
        cells = dict(row.attributes)
        for name, column in found.items():
            cells[f"{name} given"] = GIVEN if cells[name] else FILLED
            cells[name] = column[number]
        rows.append(replace(row, attributes=cells))
    names = (*manifest.attributes, *(f"{name} given" for name in found))
    return replace(manifest, rows=tuple(rows), attributes=names)


def _column(manifest: Manifest, name: str, rows: Sequence[int]) -> list[str]:
    if name not in manifest.attributes:
        raise ManifestError(tr("There is no column {name} to fill in.", name=name[:60]))
    return [manifest.rows[i].attributes[name] for i in rows]


def _numbers(name: str, values: Sequence[str]) -> Floats:
    try:
        found = np.array([float(value) for value in values])
    except ValueError:
        found = np.array([np.nan])
    if not np.isfinite(found).all():
        raise ManifestError(tr("Column {name} holds words: it has no median.", name=name[:60]))
    return found


def _words(manifest: Manifest, name: str, rows: Sequence[int]) -> tuple[str, ...]:
    """Different values of a column of words; empty for one of numbers."""
    known = sorted({value for value in _column(manifest, name, rows) if value})
    try:
        _numbers(name, known)
    except ManifestError:
        return tuple(known)
    return ()


def _names(words: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(f"{name}={value}" if value else name for name in words for value in words[name] or ("",))


def _table(manifest: Manifest, rows: Sequence[int], words: Mapping[str, tuple[str, ...]]) -> Floats:
    """Columns as numbers ``(rows, n)``, words as 0 and 1 a value; nan where a cell is empty or new."""
    columns: list[list[float]] = []
    for name, values in words.items():
        cells = _column(manifest, name, rows)
        if values:
            for value in values:
                columns.append([float(cell == value) if cell in values else np.nan for cell in cells])
        else:
            columns.append([_number(cell) for cell in cells])
    return np.array(columns, dtype=np.float64).T


def _number(cell: str) -> float:
    try:
        found = float(cell)
    except ValueError:
        return np.nan
    return found if np.isfinite(found) else np.nan


def _learn_model(manifest: Manifest, rows: Sequence[int], words: Mapping[str, tuple[str, ...]]) -> Model:
    """Regress each column on the others, in rounds (scikit-learn's IterativeImputer)."""
    from sklearn.exceptions import ConvergenceWarning
    from sklearn.experimental import enable_iterative_imputer  # noqa: F401
    from sklearn.impute import IterativeImputer

    table = _table(manifest, rows, words)
    low, high = np.nanmin(table, 0), np.nanmax(table, 0)
    imputer = IterativeImputer(max_iter=_ROUNDS, random_state=0, min_value=low, max_value=high)
    with warnings.catch_warnings():  # a few rounds are enough, whether or not they still move
        warnings.simplefilter("ignore", ConvergenceWarning)
        imputer.fit(table)
    steps = tuple(
        LinearStep(
            int(step.feat_idx),
            tuple(int(i) for i in step.neighbor_feat_idx),
            tuple(float(w) for w in step.estimator.coef_),
            float(step.estimator.intercept_),
        )
        for step in imputer.imputation_sequence_
    )
    means = tuple(float(value) for value in imputer.initial_imputer_.statistics_)
    return Model(_names(words), means, tuple(map(float, low)), tuple(map(float, high)), steps)


def _complete(table: Floats, model: Model) -> Floats:
    """Fill a table ``(rows, n)`` by the model; its columns are those of the model."""
    gaps = np.isnan(table)
    complete = np.where(gaps, np.array(model.means), table)
    for step in model.steps:
        rows = gaps[:, step.column]
        told = complete[rows][:, list(step.others)] @ np.array(step.weights) + step.intercept
        complete[rows, step.column] = np.clip(told, model.low[step.column], model.high[step.column])
    return complete


def _told(name: str, table: Floats, fill: Fill) -> list[str]:
    """A column as the model tells it: a number, or the word whose column is the greatest."""
    assert fill.model is not None  # noqa: S101  # the caller knows
    values = fill.words[name]
    if not values:
        place = fill.model.columns.index(name)
        return [f"{value:.6g}" for value in table[:, place]]
    places = [fill.model.columns.index(f"{name}={value}") for value in values]
    return [values[i] for i in table[:, places].argmax(1)]
