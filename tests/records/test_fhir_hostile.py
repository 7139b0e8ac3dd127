"""Hostile FHIR: nothing raises but `RecordError`, nothing hangs, and nothing foreign reaches a label."""

from __future__ import annotations

import copy
import json
import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meddiag_gui.records.fhir.reading import read_fhir
from meddiag_gui.records.fhir.validating import check
from meddiag_gui.records.model import Flag, Item, Person, Problem, Value
from meddiag_gui.records.opening import look_at
from meddiag_gui.tasks import Cancelled, CancelToken
from tests.support import fhir

_NASTY: tuple[Any, ...] = (
    None, True, -1, 0, 1e308, -1e308, 10**400, "", "x" * 5000,
    "\u202eevil\u0000\n<b>", "\ud800", [], {}, [[]],
    [None], {"value": {}}, {"coding": "x"}, {"coding": [5, None, {}]}, {"reference": "#"},
    {"reference": ["x"]},
    "2024-99-99", "9999-12-31T23:59:59+14:00", "0001-01-01", "../../etc/passwd",
    float("nan"), float("inf"),
)  # fmt: skip


def read(folder, content) -> list[Item | Problem]:
    path = folder / "a.json"
    path.write_text(json.dumps(content), "utf-8")
    return list(read_fhir(look_at(path)))


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every place in a structure."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    found = [path] if path else []
    for key, each in inner:
        found += places(each, (*path, key))
    return found


def put(resource: dict[str, Any], path: tuple[Any, ...], value: Any) -> dict[str, Any]:
    made = copy.deepcopy(resource)
    here = made
    for step in path[:-1]:
        here = here[step]
    here[path[-1]] = value
    return made


@pytest.mark.parametrize("seed", range(6))
def test_any_element_of_any_type_may_be_anything(tmp_path, seed):
    """Each round puts something nasty at random places of every resource."""
    chance = random.Random(seed)  # noqa: S311 -- not for secrets
    resources = [entry["resource"] for entry in fhir.whole()["entry"]]
    made = []
    for resource in resources:
        for _ in range(4):
            made.append(put(resource, chance.choice(places(resource)), chance.choice(_NASTY)))
    for item in read(tmp_path, fhir.bundle(*made)):
        assert_clean(item)


def assert_clean(item: Item | Problem) -> None:
    """No control or direction mark, nothing endless, valid Unicode."""
    for name in item.__slots__:
        value = getattr(item, name)
        if isinstance(value, str):
            value.encode("utf-8")
            assert "\u202e" not in value
            assert "\0" not in value
            assert len(value) < 200_000


_json = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=60)
@given(st.dictionaries(st.sampled_from(sorted(fhir.observation())), _json, max_size=6))
def test_an_observation_of_anything_is_checked_without_raising(changes):
    check(fhir.observation() | changes | {"resourceType": "Observation"})


def test_deep_nesting_is_refused(tmp_path):
    extension: dict[str, Any] = {"url": "x"}
    for _ in range(400):
        extension = {"url": "x", "extension": [extension]}
    items = read(tmp_path, fhir.bundle(fhir.patient(), fhir.observation(extension=[extension])))
    assert any("nested" in item.message for item in items if isinstance(item, Problem))
    assert sum(isinstance(item, Person) for item in items) == 1


def test_numbers_beyond_all_bounds(tmp_path):
    _, value = [
        item
        for item in read(tmp_path, fhir.bundle(fhir.patient(), fhir.observation(1, 1e308)))
        if not isinstance(item, Problem)
    ]
    assert isinstance(value, Value)
    assert Flag.IMPLAUSIBLE in value.flags
    items = read(tmp_path, fhir.bundle(fhir.patient(), fhir.observation(1, float("nan"))))
    assert any(isinstance(item, Value) and item.number is None for item in items)


def test_a_circle_of_references_ends(tmp_path):
    one = {"resourceType": "Medication", "id": "m", "code": {"text": "x"},
           "contained": [{"resourceType": "Medication", "id": "m"}]}  # fmt: skip
    statement = fhir.others()[3] | {"medicationReference": {"reference": "#self"}, "id": "self"}
    assert read(tmp_path, fhir.bundle(fhir.patient(), one, statement))


def test_names_with_marks_and_markup_stay_plain(tmp_path):
    name = [{"family": "<b>Wang\u202e</b>", "given": ["Xiao\nDong"]}]
    person = next(item for item in read(tmp_path, fhir.bundle(fhir.patient(name=name))))
    assert isinstance(person, Person)
    assert person.names == ("<b>Wang</b>^Xiao Dong",)


def test_it_can_be_cancelled(tmp_path):
    token = CancelToken()
    items = read_fhir(look_at(fhir.write(tmp_path / "a.json", fhir.whole(values=50))), token=token)
    next(items)
    token.cancel()
    with pytest.raises(Cancelled):
        list(items)


def test_thousands_of_observations_of_nobody_cost_a_sentence_each(tmp_path):
    observation = fhir.observation()
    del observation["subject"]
    lines = [json.dumps(observation | {"id": str(number)}) for number in range(300)]
    path = tmp_path / "a.ndjson"
    path.write_text("\n".join(lines))
    items = list(read_fhir(look_at(path)))
    assert all(isinstance(item, Problem) for item in items)
