"""The model card of a segmentation: how well its outlines fit, and where they do not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from meddiag_gui.inference.metadata import BundleMetadata
from meddiag_gui.training.card import data_part, outside_part, table_row, use_part

if TYPE_CHECKING:
    from meddiag_gui.training.loop import Fitted

_SHOWN = {
    "dice": "Dice",
    "iou": "IoU",
    "hausdorff95_px": "Hausdorff 95 % (pixels of the test images)",
    "hausdorff95_mm": "Hausdorff 95 % (mm)",
}


def write_mask_card(metadata: BundleMetadata, fitted: Fitted) -> str:
    """Write the card in Markdown, all numbers from the metadata and the run."""
    parts = [
        f"# {metadata.name} {metadata.version}",
        "Research use only. Not a medical device.",
        use_part(metadata),
        outside_part(metadata, "mask"),
        data_part(metadata),
        _model(metadata, fitted),
        _performance(metadata.metrics),
        _failures(metadata.metrics),
        _groups(metadata.metrics),
        _robustness(metadata.metrics),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _model(metadata: BundleMetadata, fitted: Fitted) -> str:
    spec, structure = metadata.input, metadata.structure
    assert structure is not None  # noqa: S101  # the caller knows the task
    return (
        f"## Model\n\n{metadata.architecture}, input {spec.columns}×{spec.rows} grey ({spec.resize}, "
        f"{spec.intensity} intensity), weights after epoch {fitted.best_epoch + 1} of {len(fitted.history)} "
        f"(best Dice on the validation part), seed {metadata.seed}. All else is in `recipe.toml`.\n\n"
        f"Outlines **{structure.name}** ({structure.code.scheme} {structure.code.value}): probability of at "
        f"least {structure.threshold:g}, the {structure.pieces} largest pieces, holes filled. The logits are "
        "interpolated to the image's own rows and columns before the outline is drawn."
    )


def _performance(metrics: dict[str, Any]) -> str:
    lines = [table_row(["metric", "mean", "95 % interval", "median", "worst 5 %", "worst"])]
    lines.append(table_row(["---"] * 6))
    for key, label in _SHOWN.items():
        if (found := metrics["metrics"].get(key)) is not None:
            interval = f"{_number(found['low'])} to {_number(found['high'])}"
            ends = (_number(found[name]) for name in ("median", "worst_5_percent", "worst"))
            lines.append(table_row([label, _number(found["mean"]), interval, *ends]))
    return (
        f"## On the internal test part\n\n{metrics['images']['ok']} images of {metrics['patients']} patients "
        "kept apart, opened once after everything was chosen; intervals of the mean by bootstrap over "
        "patients.\n\n" + "\n".join(lines)
    )


def _failures(metrics: dict[str, Any]) -> str:
    worst = ", ".join(f"{value:.3f}" for value in metrics["worst_images"])
    refused, failed = (metrics["images"][status] for status in ("refused", "error"))
    return (
        f"## Where it went wrong on the internal test part\n\nDice of the worst images: {worst}. "
        f"Refused: {refused}, failed: {failed}."
    )


def _groups(metrics: dict[str, Any]) -> str:
    lines = [table_row(["images", "number", "Dice", "95 % interval"]), table_row(["---"] * 4)]
    for group in metrics["subgroups"]:
        if (found := group["metrics"].get("dice")) is not None:
            interval = f"{_number(found['low'])} to {_number(found['high'])}"
            name = f"{group['attribute']} {group['value']}"
            lines.append(table_row([name, str(found["images"]), _number(found["mean"]), interval]))
    return "## By subgroup\n\n" + "\n".join(lines) if metrics["subgroups"] else ""


def _robustness(metrics: dict[str, Any]) -> str:
    lines = [table_row(["change", "Dice", "worst 5 %"]), table_row(["---"] * 3)]
    for row in metrics["robustness"]:
        lines.append(table_row([row["variant"], _number(row["dice"]), _number(row["worst_5_percent"])]))
    return (
        "## What moves the outline, and should not\n\nThe test part again at the network's own size, each "
        "picture changed in a way that has nothing to do with the patient.\n\n" + "\n".join(lines)
    )


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"
