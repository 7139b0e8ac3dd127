"""The model card: what a bundle is for, what it was measured to do, and what it gets wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from meddiag_gui.evaluation.page.text import METRIC_NAMES
from meddiag_gui.inference.metadata import BundleMetadata

if TYPE_CHECKING:
    from meddiag_gui.training.loop import Fitted

_ADULT = 18  # years


def write_card(metadata: BundleMetadata, fitted: Fitted) -> str:
    """Write the card in Markdown, all numbers from the metadata and the run."""
    parts = [
        f"# {metadata.name} {metadata.version}",
        "Research use only. Not a medical device.",
        use_part(metadata),
        outside_part(metadata, "score"),
        data_part(metadata),
        _model(metadata, fitted),
        *(_performance(report) for report in metadata.metrics["findings"]),
        *(_failures(report, metadata.metrics["failures"]) for report in metadata.metrics["findings"]),
        *(_robustness(name, rows) for name, rows in metadata.metrics["robustness"].items()),
        *([gate_part(metadata.metrics["gate"])] if "gate" in metadata.metrics else []),
    ]
    return "\n\n".join(parts) + "\n"


def use_part(metadata: BundleMetadata) -> str:
    """Say what the model is for, for whom, and for what it is not."""
    use = metadata.intended_use
    exclusions = "\n".join(f"- {line}" for line in use.exclusions)
    head = f"## Intended use\n\n{use.summary}\n\n**Population:** {use.population}."
    return f"{head}\n\n**Not for:**\n\n{exclusions}"


def outside_part(metadata: BundleMetadata, answer: str) -> str:
    """Say what the input gate does, from the same values that it works with; ``answer`` names the answer."""
    spec = metadata.input
    ages = ""
    if spec.age_years is not None:
        low, high = spec.age_years
        adults = " (so every adult)" if high <= _ADULT else ""
        ages = f"a patient younger than {low:g} years, or of {high:g} years and older{adults}; "
    return (
        f"## Outside the intended use\n\nRefused with the reason, without a {answer}: {ages}"
        f"a modality other than {', '.join(spec.modalities)}; a view other than {', '.join(spec.views)}; "
        f"a body part other than {', '.join(spec.body_parts)}.\n\n"
        f"What neither the file nor the user states cannot be refused: such an image gets a {answer} with a "
        f"reservation, and outside the population above that {answer} means nothing. The model was neither "
        "trained nor measured there."
    )


def data_part(metadata: BundleMetadata) -> str:
    """Say where the model learned, and how the images were divided."""
    data = metadata.training_data
    columns = list(data.counts["train"])
    rows = [table_row([part, *(str(counts[c]) for c in columns)]) for part, counts in data.counts.items()]
    table = "\n".join([table_row(["part", *columns]), table_row(["---"] * (len(columns) + 1)), *rows])
    return (
        f"## Data\n\n{data.source}. Licence: {data.licence}.\n\nCitation: {data.citation}\n\n"
        f"Divided by patient; no patient lies in two parts.\n\n{table}"
    )


def _model(metadata: BundleMetadata, fitted: Fitted) -> str:
    spec = metadata.input
    thresholds = "\n".join(
        f"- **{f.name}** ({f.code.scheme} {f.code.value}): present at or above "
        f"{f.operating_point:.3f} ({f.operating_point_rule}); probability = "
        f"sigmoid({f.calibration.slope:.4f} · logit {f.calibration.intercept:+.4f}), fitted on the "
        "validation part and an augmented copy of it"
        for f in metadata.findings
    )
    return (
        f"## Model\n\n{metadata.architecture}, input {spec.columns}×{spec.rows} grey ({spec.resize}, "
        f"{spec.intensity} intensity), weights after epoch {fitted.best_epoch + 1} of {len(fitted.history)} "
        f"(least validation loss after calibration), seed {metadata.seed}. All else is in `recipe.toml`."
        f"\n\n{thresholds}"
    )


def _performance(report: dict[str, Any]) -> str:
    lines = [table_row(["metric", "value", "95 % interval"]), table_row(["---"] * 3)]
    for key, entry in report["metrics"].items():
        label = METRIC_NAMES[key]
        interval = f"{_number(entry['low'])} to {_number(entry['high'])}"
        lines.append(table_row([label, _number(entry["value"]), interval]))
    return (
        f"## {report['name']} on the internal test part\n\n{report['images']} images of "
        f"{report['patients']} patients kept apart, opened once after everything was chosen; "
        "intervals by bootstrap over patients. An interval of a single value means only that no error was "
        "seen: the true rate may still be wrong in up to about 3 of as many cases as were counted (rule "
        "of three).\n\n" + "\n".join(lines)
    )


def _failures(report: dict[str, Any], failures: dict[str, dict[str, list[float]]]) -> str:
    counts, wrong = report["confusion"], failures[report["name"]]
    return (
        f"## Where {report['name']} went wrong on the internal test part\n\n"
        f"- Missed: {counts['fn']} of {counts['fn'] + counts['tp']} images with it. "
        f"{_surest(wrong['missed'], 'lowest')}\n"
        f"- False alarms: {counts['fp']} of {counts['fp'] + counts['tn']} images without it. "
        f"{_surest(wrong['false_alarms'], 'highest')}"
    )


def _surest(probabilities: list[float], which: str) -> str:
    """Name the worst errors, those that the model was surest of."""
    if not probabilities:
        return "No probability to show."
    shown = ", ".join(f"{value:.3f}" for value in probabilities[:5])
    return f"The {which} probabilities among them: {shown}."


def _robustness(name: str, rows: list[dict[str, Any]]) -> str:
    header = ["change", "mean change of probability", "95th percentile", "calls changed"]
    header += ["sensitivity", "specificity"]
    lines = [table_row(header), table_row(["---"] * len(header))]
    for row in rows:
        numbers = ("mean_change", "p95_change", "calls_changed", "sensitivity", "specificity")
        lines.append(table_row([row["variant"], *(_number(row[key]) for key in numbers)]))
    return (
        f"## What moves the {name} score, and should not\n\nThe test part again, each picture changed "
        "in a way that has nothing to do with the patient; the operating point stays.\n\n" + "\n".join(lines)
    )


def gate_part(rows: list[dict[str, Any]]) -> str:
    """Say what the learned half of the input gate refused of pictures that it had not seen."""
    header = ["kind", "source", "images", "refused", "share"]
    lines = [table_row(header), table_row(["---"] * len(header))]
    for row in rows:
        share = f"{100 * row['refused'] / row['images']:.1f} %"
        lines.append(table_row([row["kind"], row["source"], str(row["images"]), str(row["refused"]), share]))
    return (
        "## What the input gate refuses by the look of the picture\n\nOn pictures, patients and sources that "
        "it was not fitted on; `chest` should pass, all else be refused. What the header gives away is "
        "refused besides.\n\n" + "\n".join(lines)
    )


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def table_row(cells: list[str]) -> str:
    """One row of a Markdown table."""
    return f"| {' | '.join(cells)} |"
