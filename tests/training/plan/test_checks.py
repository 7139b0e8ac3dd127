from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from meddiag_gui.inference.metadata import IntendedUse
from meddiag_gui.tasks import CancelToken, no_report
from meddiag_gui.training.plan.checks import PAGES, Known, Page, first_open, gigabytes, reasons
from meddiag_gui.training.plan.estimate import Estimate
from meddiag_gui.training.plan.examining import look_at
from meddiag_gui.training.plan.plan import Beginning, Plan, Source
from meddiag_gui.training.recipe import DataRecipe
from meddiag_gui.training.split import Split
from tests.support.models import fake_bundle
from tests.support.plans import manifest_of, material_of

WHOLE = material_of(manifest_of([0, 1] * 6))
EXAMINED = look_at(WHOLE, ("Mass",), set(), stated=False, report=no_report, token=CancelToken())
ESTIMATE = Estimate(60.0, 0.0, 2**30, 2**30, "cpu", {"fitting": 60.0})
PLAN = Plan(
    source=Source(path="/x"),
    findings=("Mass",),
    model=Beginning(name="mass"),
    intended_use=IntendedUse(summary="Masses.", population="Adults", exclusions=()),
    data=DataRecipe(source="here", licence="", citation=""),
)
PARTS = np.array_split(np.arange(12), 3)
KNOWN = Known(
    columns=("Mass",), examined=EXAMINED, split=Split(*PARTS), estimate=ESTIMATE, free=2**40, memory=2**40
)


def test_a_whole_plan_lacks_nothing() -> None:
    assert all(reasons(page, PLAN, KNOWN) == [] for page in PAGES)
    assert first_open(PLAN, KNOWN) == "start"


@pytest.mark.parametrize(
    ("page", "changes", "said"),
    [
        ("source", {"source": Source()}, "Choose where"),
        ("source", {"source": Source(kind="dicom", path="/x")}, "Choose the table"),
        ("source", {"findings": ()}, "at least one finding"),
        ("source", {"findings": ("Other",)}, "no label column Other"),
        ("source", {"task": "segmentation"}, "names the masks"),
        ("model", {"model": Beginning(name="a b")}, "letters, digits"),
        ("model", {"model": Beginning(name="a", version="new")}, "digits and dots"),
        ("model", {"model": Beginning(name="a", start="gone@1")}, "not installed"),
        ("model", {"model": Beginning(name="a", pretrained=False, tune="head")}, "fitted as a whole"),
        ("model", {"model": Beginning(name="a", architecture="vit-tiny", tune="head")}, "fitted as a whole"),
        ("model", {"intended_use": IntendedUse(summary=" ", population="", exclusions=())}, "for whom"),
        ("model", {"data": DataRecipe(source="", licence="", citation="")}, "where the images come from"),
        ("settings", {"optimisation": replace(PLAN.optimisation, batch_size=1)}, "batch_size"),
    ],
)
def test_what_a_plan_lacks_is_said(page: Page, changes: dict[str, object], said: str) -> None:
    found = reasons(page, replace(PLAN, **changes), KNOWN)  # type: ignore[arg-type]
    assert len(found) == 1
    assert said in found[0]


@pytest.mark.parametrize(
    ("page", "changes", "said"),
    [
        ("source", {"columns": None}, "being read"),
        ("source", {"columns": None, "problem": "It burned."}, "It burned."),
        ("examination", {"examined": None}, "not examined"),
        ("split", {"split": None, "problem": "Too few."}, "Too few."),
        ("model", {"taken": {("mass", "1.0.0")}}, "never overwritten"),
        ("start", {"estimate": None}, "not measured"),
        ("start", {"free": 2**30}, "The disk has 1.0 GB left"),
        ("start", {"memory": 2**20}, "1 MB of memory"),
    ],
)
def test_what_is_not_known_or_not_there_is_said(page: Page, changes: dict[str, object], said: str) -> None:
    known = replace(KNOWN, **changes)  # type: ignore[arg-type]
    found = reasons(page, PLAN, known)
    assert len(found) == 1
    assert said in found[0]
    assert first_open(PLAN, known) == page


def test_a_leak_refuses_to_go_on() -> None:
    leaking = replace(WHOLE, copies=((0, 2),))
    examined = look_at(leaking, ("Mass",), set(), stated=False, report=no_report, token=CancelToken())
    known = replace(KNOWN, examined=examined)
    assert "1 problem must be mended" in reasons("examination", PLAN, known)[0]
    assert first_open(PLAN, known) == "examination"


def test_a_segmentation_names_its_structure() -> None:
    plan = replace(PLAN, task="segmentation", mask_column="mask")
    known = replace(KNOWN, masks=("mask",))
    assert "what the masks outline" in reasons("source", plan, known)[0]
    assert reasons("source", replace(plan, structure="Lungs"), known) == []


def test_a_model_of_another_task_is_no_start() -> None:
    bundle = fake_bundle()
    plan = replace(PLAN, task="segmentation", model=Beginning(name="a", start="fake-pneumonia@1.2.3"))
    assert any("something else" in one for one in reasons("model", plan, replace(KNOWN, bundle=bundle)))


def test_sizes_are_written_for_people() -> None:
    assert [gigabytes(size) for size in (1, 5 * 2**20, 3 * 2**29)] == ["1 MB", "5 MB", "1.5 GB"]


def test_an_outlining_network_needs_sides_in_steps() -> None:
    plan = replace(PLAN, task="segmentation", structure="Lungs", input=replace(PLAN.input, rows=100))
    assert "multiples of 32" in reasons("settings", plan, KNOWN)[0]
