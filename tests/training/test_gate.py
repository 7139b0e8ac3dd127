from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from meddiag_gui.errors import ManifestError
from meddiag_gui.evaluation import kinds
from meddiag_gui.evaluation.pictures import pictures, read_pictures, rows_of
from meddiag_gui.inference.appearance import SENTENCES, Appearance, load_appearance
from meddiag_gui.inference.bundle import load_bundle
from meddiag_gui.training.gate import KINDS, fit_gate
from meddiag_gui.training.publish import add_gate
from meddiag_gui.training.recipe import GateRecipe
from tests.support.bundles import square_bundle

SIDE = 32
RECIPE = GateRecipe(images=60, epochs=30, hidden=16, directions=8, false_refusals=0.1)


def chest(rng: np.random.Generator) -> np.ndarray:
    """Two dark fields on a ground that grows brighter downwards, each picture a little different."""
    y, x = np.mgrid[0 : 1 : SIDE * 1j, 0 : 1 : SIDE * 1j]
    picture = 0.4 + 0.5 * y
    for centre in (0.3, 0.7):
        across, down = (x - centre - rng.normal(0, 0.01)) / 0.14, (y - 0.4 - rng.normal(0, 0.01)) / 0.25
        picture -= 0.35 * np.exp(-(across**2) - down**2)
    return np.clip(picture + rng.normal(0, 0.01, picture.shape), 0, 1).astype(np.float32)


def chests(count: int, seed: int) -> np.ndarray:
    rng = np.random.default_rng(seed)
    return kinds.as_levels([chest(rng) for _ in range(count)], SIDE, SIDE)


def embed(levels: np.ndarray) -> np.ndarray:
    """Means over 8×8 fields, and their local spread: all that this gate sees."""
    unit = kinds.as_unit(levels).reshape(len(levels), 8, 4, 8, 4)
    return np.concatenate([unit.mean((2, 4)), unit.std((2, 4))], axis=1).reshape(len(levels), -1)


@pytest.fixture(scope="module")
def appearance() -> Appearance:
    fitted = fit_gate(embed, (SIDE, SIDE), chests(60, 0), chests(60, 1), None, RECIPE)
    return Appearance(fitted.spec, fitted.tensors)


def refusals(appearance: Appearance, levels: np.ndarray) -> list[str]:
    return [appearance.refusal(one) for one in appearance.impressions(embed(levels))]


def test_new_chest_radiographs_pass(appearance: Appearance) -> None:
    assert sum(map(bool, refusals(appearance, chests(100, 2)))) <= 10


@pytest.mark.parametrize("kind", ["inverted", "upside_down"])
def test_each_kind_is_refused_by_its_name(appearance: Appearance, kind: str) -> None:
    rng = np.random.default_rng(3)
    made = [kinds.OF_A_CHEST[kind][0](chest(rng), rng) for _ in range(40)]
    said = refusals(appearance, kinds.as_levels(made, SIDE, SIDE))
    assert all(said)
    assert said.count(SENTENCES[kind]) >= 30


def test_what_is_no_chest_is_refused(appearance: Appearance) -> None:
    rng = np.random.default_rng(4)
    made = [make(rng) for make in kinds.OF_NOTHING for _ in range(10)]
    assert sum(map(bool, refusals(appearance, kinds.as_levels(made, SIDE, SIDE)))) >= 36


def test_the_same_seed_fits_the_same_gate() -> None:
    one, two = (fit_gate(embed, (SIDE, SIDE), chests(20, 0), chests(20, 1), None, RECIPE) for _ in range(2))
    assert one.spec == two.spec
    assert one.spec.kinds == KINDS
    for name, values in one.tensors.items():
        np.testing.assert_array_equal(two.tensors[name], values)


def write_pictures(folder: Path, rows: list[tuple[str, ...]]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    rng = np.random.default_rng(0)
    for row in rows:
        Image.fromarray((chest(rng) * 255).astype(np.uint8)).save(folder / row[0])
    with (folder / "others.csv").open("w", newline="") as stream:
        csv.writer(stream).writerows([("path", "patient_id", "kind", "source", "part"), *rows])
    return folder / "others.csv"


def test_other_pictures_come_by_part_and_kind(tmp_path: Path) -> None:
    path = write_pictures(
        tmp_path,
        [("a.png", "p1", "chest", "x", "fit"), ("b.png", "p2", "hip", "y", "fit"),
         ("c.png", "p3", "chest", "x", "validation"), ("d.png", "p4", "hip", "z", "test")],
    )  # fmt: skip
    manifest = read_pictures(path)
    assert [row.source for row in rows_of(manifest, "fit", chest=True)] == ["a.png"]
    assert [row.source for row in rows_of(manifest, "test", chest=False)] == ["d.png"]
    (picture,) = pictures(rows_of(manifest, "fit", chest=False))
    assert picture.shape == (SIDE, SIDE)
    fitted = fit_gate(embed, (SIDE, SIDE), chests(20, 0), chests(20, 1), manifest, RECIPE)
    assert fitted.spec.most_distance > 0


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([("a.png", "p1", "hip", "x", "train")], "line 2: the part is none of fit, validation, test"),
        ([("a.png", "p1", "hip", "x", "fit"), ("b.png", "p2", "hip", "x", "test")], "x lies in two parts"),
        ([("a.png", "p1", "chest", "x", "fit"), ("b.png", "p1", "chest", "y", "test")], "patient p1 lies in"),
    ],
)
def test_a_manifest_that_would_leak_is_refused(
    tmp_path: Path, rows: list[tuple[str, ...]], words: str
) -> None:
    with pytest.raises(ManifestError, match=words):
        read_pictures(write_pictures(tmp_path, rows))


def test_a_manifest_without_kinds_is_refused(tmp_path: Path) -> None:
    (tmp_path / "others.csv").write_text("path,patient_id,source,part\na.png,p,x,fit\n")
    with pytest.raises(ManifestError, match="no column kind"):
        read_pictures(tmp_path / "others.csv")


def test_a_gate_is_stored_as_it_was_fitted_whatever_its_layout_in_memory(tmp_path: Path) -> None:
    bundle = square_bundle(tmp_path)
    fitted = fit_gate(embed, (SIDE, SIDE), chests(20, 0), chests(20, 1), None, RECIPE)
    upright = {name: np.asfortranarray(values) for name, values in fitted.tensors.items()}
    add_gate(bundle.root, fitted.spec, upright)
    kept = load_bundle(bundle.root)
    assert kept.metadata.appearance == fitted.spec
    seen = embed(chests(5, 2))
    expected = Appearance(fitted.spec, fitted.tensors).impressions(seen)
    assert load_appearance(kept.root, fitted.spec).impressions(seen) == expected
