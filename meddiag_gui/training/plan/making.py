"""From a plan to a recipe, and what a plan takes over from the model that it starts from."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace

from meddiag_gui.inference.bundle import ModelBundle
from meddiag_gui.inference.prediction import Code
from meddiag_gui.training.plan.plan import Beginning, Plan
from meddiag_gui.training.recipe import (
    FindingRecipe,
    GateRecipe,
    GuidanceRecipe,
    ModelRecipe,
    Recipe,
    SplitRecipe,
    StructureRecipe,
)
from meddiag_gui.training.search.recipe import SearchRecipe

PART = "part"
BACKBONE = "efficientnet-lite0-imagenet"
ARCHITECTURES = {
    "classification": ("efficientnet-lite0-stride16", "efficientnet-lite0", "vit-tiny"),
    "segmentation": ("unet-efficientnet-lite0",),
}
"""What may be begun from nothing, the usual one first."""
LOCAL = "99LOCAL"
"""Coding scheme of findings that no installed model has a code for; private ones begin with 99."""
_LEAST_FOR_GATE = 200  # training images; fewer say too little of what a radiograph looks like


def begin_from(plan: Plan, bundle: ModelBundle | None, taken: Collection[tuple[str, str]]) -> Plan:
    """Start from an installed model, or from nothing for None; what the model is for is taken over.

    Parameters
    ----------
    taken
        Name and version of every model that there is: a new one gets a version of its own.
    """
    if bundle is None:
        name = plan.model.name or _slug("-".join(plan.findings) or plan.structure or "model")
        model = replace(plan.model, start="", tune="all", architecture=ARCHITECTURES[plan.task][0])
        return replace(plan, model=named(model, name, taken))
    metadata = bundle.metadata
    name = bundle.name if bundle.name.endswith("-site") else f"{bundle.name}-site"
    model = replace(
        plan.model, start=f"{bundle.name}@{bundle.version}", architecture=metadata.architecture, tune="all"
    )
    return replace(
        plan, model=named(model, name, taken), input=metadata.input, intended_use=metadata.intended_use
    )


def named(model: Beginning, name: str, taken: Collection[tuple[str, str]]) -> Beginning:
    """Name a model, with the first version that is free."""
    version = next(v for v in (f"1.{minor}.0" for minor in range(10_000)) if (name, v) not in taken)
    return replace(model, name=name, version=version)


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.casefold()).strip("-")[:50] or "model"


def recipe_of(plan: Plan, bundle: ModelBundle | None, training_images: int) -> Recipe:
    """Write a plan as a recipe; its data are a manifest with the column `PART`.

    Parameters
    ----------
    bundle
        The model that the plan starts from, if any.
    """
    model, outlines = plan.model, plan.task == "segmentation"
    convolutional = not model.architecture.startswith("vit")
    backbone = BACKBONE if model.pretrained and not model.start and convolutional else ""
    gated = not outlines and _of_chests(plan) and training_images >= _LEAST_FOR_GATE
    return Recipe(
        model=ModelRecipe(
            name=model.name,
            version=model.version,
            task=plan.task,
            architecture=model.architecture,
            backbone=backbone,
            start=model.start,
            tune=model.tune,
            dropout=model.dropout,
            drop_path=model.drop_path,
        ),
        input=plan.input,
        findings=() if outlines else tuple(_finding(name, bundle) for name in plan.findings),
        structure=_structure(plan, bundle) if outlines else None,
        intended_use=plan.intended_use,
        data=plan.data,
        split=SplitRecipe(
            validation=plan.splitting.shares.validation,
            test=plan.splitting.shares.test,
            seed=plan.splitting.shares.seed,
            column=PART,
        ),
        optimisation=plan.optimisation,
        augmentation=plan.augmentation,
        operating_point=plan.operating_point,
        guidance=GuidanceRecipe(column=plan.guidance) if plan.guidance and not outlines else None,
        gate=GateRecipe() if gated else None,
        search=SearchRecipe(minutes=plan.search_minutes) if plan.search_minutes else None,
    )


def _finding(name: str, bundle: ModelBundle | None) -> FindingRecipe:
    return FindingRecipe(name=name, code=_code(name, bundle))


def _of_chests(plan: Plan) -> bool:
    """Whether the learned half of the input gate, which knows upright chest radiographs, has its place."""
    return "CHEST" in plan.input.body_parts


def _code(finding: str, bundle: ModelBundle | None) -> Code:
    """Code of a finding as the model that it starts from has it, else a local one."""
    for spec in bundle.findings if bundle is not None else ():
        if spec.name.casefold() == finding.casefold():
            return spec.code
    return Code(LOCAL, _slug(finding).upper()[:16], finding)


def _structure(plan: Plan, bundle: ModelBundle | None) -> StructureRecipe:
    known = bundle.metadata.structure if bundle is not None else None
    same = known is not None and known.name.casefold() == plan.structure.casefold()
    code = known.code if known is not None and same else _code(plan.structure, None)
    return StructureRecipe(name=plan.structure, code=code, column=plan.mask_column)
