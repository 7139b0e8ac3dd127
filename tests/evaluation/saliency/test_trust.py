"""A model that sees bright squares wherever they lie: in the lungs, or as markers in the corners."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from meddiag_gui.datasets import Manifest, read_manifest
from meddiag_gui.errors import BundleError, ManifestError
from meddiag_gui.evaluation.saliency.storing import HEADING, store, with_section
from meddiag_gui.evaluation.saliency.trust import Plan, measure_trust
from meddiag_gui.inference.bundle import CARD, ModelBundle, load_bundle
from meddiag_gui.inference.predictor import Predictor
from meddiag_gui.inference.saliency.trust import Figure, SaliencyTrust
from meddiag_gui.tasks import Cancelled, CancelToken, Progress
from tests.support.bundles import square_bundle

SIDE = 224
LUNGS = ((2, 1), (3, 1), (2, 5), (4, 5))  # cells of 32 pixels inside the masks
CORNERS = ((0, 0), (0, 6), (6, 0), (6, 6))


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> ModelBundle:
    return square_bundle(tmp_path_factory.mktemp("bundles"))


def write_manifest(folder: Path, cells: tuple[tuple[int, int], ...], masks: bool = True) -> Manifest:
    """Write two pictures a patient: one with a square in a cell, one without, both with a dim texture."""
    generator = np.random.default_rng(0)
    mask = np.zeros((SIDE, SIDE), np.uint8)
    mask[32:192, 24:72] = mask[32:192, 152:200] = 255
    Image.fromarray(mask).save(folder / "mask.png")
    lines = ["path,patient_id,Square,lung_mask"]
    for index in range(8):
        picture = generator.integers(20, 90, (SIDE, SIDE)).astype(np.uint8)
        picture[0, 0], picture[-1, -1] = 0, 255  # the full range, so that no window stretches it
        if index % 2:
            row, column = cells[index // 2 % len(cells)]
            picture[32 * row : 32 * row + 32, 32 * column : 32 * column + 32] = 250
        Image.fromarray(picture).save(folder / f"{index}.png")
        lines.append(f"{index}.png,p{index // 2},{index % 2},{'mask.png' if masks else ''}")
    path = folder / "manifest.csv"
    path.write_text("\n".join(lines), "utf-8")
    return read_manifest(path, ["Square"])


def measured(bundle: ModelBundle, manifest: Manifest, *methods: str) -> dict[str, dict[str, Figure]]:
    found = measure_trust(Predictor(bundle, "cpu"), manifest, Plan("test", 4, methods=methods))
    return {m.method: {figure.measure: figure for figure in m.figures} for m in found.parts[-1].methods}


def test_a_model_that_looks_at_markers_is_found_out(bundle: ModelBundle, tmp_path: Path) -> None:
    manifest = write_manifest(tmp_path, CORNERS)
    found = measure_trust(Predictor(bundle, "cpu"), manifest, Plan("test", 4, methods=("cam", "occlusion")))
    (part,) = found.parts
    for method in part.methods:
        figures = {figure.measure: figure for figure in method.figures}
        assert method.verdict == "failed"
        names = ("border", "hidden", "lungs", "pointing")
        assert {name: figures[name].verdict for name in names} == dict.fromkeys(names, "failed")
        assert any("borders or markers" in reason for reason in method.reasons)
        assert figures["hidden"].value > 0.2
        assert figures["deletion"].verdict == "supported"  # the map is true: it is the model that is not
    assert (part.images, part.patients, part.part) == (4, 4, "test")


def test_a_model_that_looks_into_the_lungs_is_supported_there(bundle: ModelBundle, tmp_path: Path) -> None:
    manifest = write_manifest(tmp_path, LUNGS)
    for figures in measured(bundle, manifest, "cam", "occlusion").values():
        names = ("lungs", "pointing", "border", "hidden", "deletion", "insertion")
        assert {name: figures[name].verdict for name in names} == dict.fromkeys(names, "supported")
        assert figures["hidden"].images == 4


def test_a_map_that_does_not_depend_on_the_weights_fails(bundle: ModelBundle, tmp_path: Path) -> None:
    """The square detector has one weight: drawn anew, it draws the same map or its negative."""
    figures = measured(bundle, write_manifest(tmp_path, LUNGS), "cam")["cam"]
    assert figures["randomisation"].value == pytest.approx(1)
    assert figures["randomisation"].verdict == "failed"
    assert "random weights" in figures["randomisation"].sentence


def test_what_cannot_be_measured_is_said_and_supports_nothing(bundle: ModelBundle, tmp_path: Path) -> None:
    figures = measured(bundle, write_manifest(tmp_path, LUNGS, masks=False), "cam")["cam"]
    assert figures["lungs"].value is None
    assert figures["lungs"].sentence.endswith("not measured (no image has a lung mask).")
    assert figures["agreement"].verdict is None


def test_masks_may_lie_in_a_folder_of_their_own(bundle: ModelBundle, tmp_path: Path) -> None:
    manifest = write_manifest(tmp_path, LUNGS, masks=False)
    (tmp_path / "masks").mkdir()
    for index in range(8):
        (tmp_path / "masks" / f"{index}.png").write_bytes((tmp_path / "mask.png").read_bytes())
    plan = Plan("test", 4, tmp_path / "masks", ("cam",))
    (method,) = measure_trust(Predictor(bundle, "cpu"), manifest, plan).parts[0].methods
    assert next(f for f in method.figures if f.measure == "lungs").verdict == "supported"
    (tmp_path / "masks" / "1.png").write_bytes(b"no picture")
    with pytest.raises(ManifestError, match=r"1\.png"):
        measure_trust(Predictor(bundle, "cpu"), manifest, plan)


def test_a_scale_that_the_bundle_fixes_stays_and_parts_are_replaced_by_name(
    bundle: ModelBundle, tmp_path: Path
) -> None:
    manifest = write_manifest(tmp_path, LUNGS)
    plan = Plan("validation", 4, methods=("cam", "lime"))
    first = measure_trust(Predictor(bundle, "cpu"), manifest, plan)
    assert first.scales["Square"]["cam"] == bundle.findings[0].saliency_scale
    assert first.scales["Square"]["lime"] > 0
    kept = SaliencyTrust(scales={"Square": {"lime": 123.0}}, parts=first.parts)
    known = replace(bundle, metadata=replace(bundle.metadata, saliency=kept))
    again = measure_trust(Predictor(known, "cpu"), manifest, plan)
    assert again.scales["Square"]["lime"] == 123.0
    assert [part.part for part in again.parts] == ["validation"]
    other = measure_trust(Predictor(known, "cpu"), manifest, replace(plan, part="test"))
    assert [part.part for part in other.parts] == ["validation", "test"]


def test_nothing_called_present_is_said(bundle: ModelBundle, tmp_path: Path) -> None:
    manifest = write_manifest(tmp_path, LUNGS)
    rows = tuple(row for row in manifest.rows if row.labels["Square"] == 0)
    with pytest.raises(ManifestError, match="present"):
        measure_trust(Predictor(bundle, "cpu"), replace(manifest, rows=rows), Plan("test", 4))


def test_it_can_be_cancelled(bundle: ModelBundle, tmp_path: Path) -> None:
    token = CancelToken()

    def cancel(progress: Progress) -> None:
        if "maps" in progress.message:
            token.cancel()

    with pytest.raises(Cancelled):
        measure_trust(
            Predictor(bundle, "cpu"),
            write_manifest(tmp_path, LUNGS),
            Plan("x", 4),
            report=cancel,
            token=token,
        )


def test_what_was_measured_is_kept_in_the_bundle_and_its_card(tmp_path: Path) -> None:
    own = square_bundle(tmp_path / "own")
    (own.root / CARD).write_text("# square\n\n## Use\n\nTests.\n", "utf-8")
    manifest = write_manifest(tmp_path, CORNERS)
    found = measure_trust(Predictor(own, "cpu"), manifest, Plan("validation", 4, methods=("cam",)))
    store(own, found)
    read = load_bundle(own.root)
    assert read.metadata.saliency == found
    assert read.metadata.saliency.verdict("Square", "cam") == "failed"
    card = (own.root / CARD).read_text("utf-8")
    assert "## Use" in card
    assert card.count(HEADING) == 1
    assert "**failed**" in card


def test_a_section_is_replaced_where_it_stands() -> None:
    trust = SaliencyTrust(scales={}, parts=())
    card = f"# m\n\n{HEADING}\n\nold figures\n\n## Licence\n\nApache"
    again = with_section(card, trust)
    assert "old figures" not in again
    assert again.index(HEADING) < again.index("## Licence")
    assert again.endswith("Apache")
    assert with_section(again, trust) == again


def test_a_bundle_that_cannot_be_written_is_named(bundle: ModelBundle, tmp_path: Path) -> None:
    gone = replace(bundle, root=tmp_path / "file" / "square-1.0.0")
    (tmp_path / "file").write_text("")
    with pytest.raises(BundleError, match=r"square-1\.0\.0"):
        store(gone, SaliencyTrust(scales={}, parts=()))
