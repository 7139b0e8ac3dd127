from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meddiag_gui.imaging.image import ImageHeader
from meddiag_gui.training.plan.facets import NOT_STATED, age_band, count_rows, facets_of, with_columns
from tests.support.plans import manifest_of, material_of


@pytest.mark.parametrize(
    ("age", "band"),
    [
        ("0", "under 1 year"), ("0.99", "under 1 year"), ("1", "1 to 5 years"), ("034Y", "18 to 39 years"),
        ("011M", "under 1 year"), ("020M", "1 to 5 years"), ("30D", "under 1 year"), ("52W", "under 1 year"),
        ("17.9", "6 to 17 years"), ("64", "40 to 64 years"), ("65", "65 years and over"), ("", NOT_STATED),
        ("old", NOT_STATED), ("-3", NOT_STATED), ("999", NOT_STATED), ("nan", NOT_STATED),
    ],
)  # fmt: skip
def test_ages_have_bands(age: str, band: str) -> None:
    assert age_band(age) == band


@given(st.lists(st.tuples(st.sampled_from([0, 1, None]), st.integers(0, 4), st.sampled_from("ABCDE"))))
def test_counts_of_a_facet_add_up_to_the_parts(rows: list[tuple[int | None, int, str]]) -> None:
    manifest = manifest_of(
        [label for label, *_ in rows],
        [f"P{patient}" for _, patient, _ in rows],
        {"site": [site for *_, site in rows]},
    )
    half = len(rows) // 2
    parts = [range(half), range(half, len(rows))]
    counted = count_rows(manifest, ("Mass",), parts)
    for facet in {row.facet for row in counted}:
        for number, part in enumerate(parts):
            assert sum(row.images[number] for row in counted if row.facet == facet) == len(part)
    assert all(m <= n for row in counted for n, m in zip(row.images, row.patients, strict=True))


def test_many_values_are_counted_together() -> None:
    manifest = manifest_of([1] * 40, attributes={"Hospital": [f"H{min(i, 29):02}" for i in range(40)]})
    rows = [row for row in count_rows(manifest, ("Mass",), [range(40)]) if row.facet == "Site"]
    assert len(rows) == 13
    assert (rows[0].value, rows[0].images) == ("H29", (11,))
    assert (rows[-1].value, rows[-1].images) == ("18 others", (18,))


def test_headers_fill_in_what_no_column_says() -> None:
    headers = [ImageHeader(manufacturer="Acme", patient_sex="F", patient_age_years=3.5), ImageHeader()]
    manifest = with_columns(material_of(manifest_of([0, 1], attributes={"Sex": ["M", "M"]}), headers=headers))
    assert manifest.attributes == ("Sex", "machine", "age")
    assert manifest.rows[0].attributes == {"Sex": "M", "machine": "Acme", "age": "3.50"}
    facets = facets_of(manifest, ("Mass",))
    assert facets["Age"] == ["1 to 5 years", NOT_STATED]
    assert facets["Class"] == ["without", "Mass"]


def test_without_headers_nothing_is_added() -> None:
    manifest = manifest_of([0, 1])
    assert with_columns(material_of(manifest)) is manifest
