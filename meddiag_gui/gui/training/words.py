"""What the training room says."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from meddiag_gui.gui.text import plain
from meddiag_gui.language import mark, retell, tr, tr_n
from meddiag_gui.tasks import format_seconds

if TYPE_CHECKING:
    from meddiag_gui.training.history import Story
    from meddiag_gui.training.jobs import Job

IMPOSSIBLE = mark("This installation only reads: training takes a flavour of the program that has torch.")
NOTHING = mark(
    "No training yet. The wizard makes one from your own images; it then waits here, runs beside your work, "
    "and goes on when the window is closed."
)
INTERRUPTED = mark("Interrupted")
STATES = {
    "waiting": mark("Waiting"), "running": mark("Running"), "paused": mark("Paused"),
    "done": mark("Finished"), "failed": mark("Failed"), "cancelled": mark("Cancelled"),
}  # fmt: skip
METRICS = {"auroc": mark("AUROC"), "auprc": mark("AUPRC"), "dice": mark("Dice")}
_BEGINNING = mark("Beginning …")


def title(job: Job) -> str:
    """Name the model that is made."""
    return f"{plain(job.record.name, 60)} {plain(job.record.version, 30)}"


def state(job: Job) -> str:
    """Say how far a job is, in a word."""
    return tr(INTERRUPTED if job.interrupted else STATES[job.state.value])


def when(stamp: str) -> str:
    """Write a time of the record as this place's own, to the minute."""
    try:
        return datetime.fromisoformat(stamp).astimezone().strftime("%Y-%m-%d %H:%M")
    except ValueError:
        return ""


def best(story: Story) -> str:
    """Give the figure of the best epoch."""
    row = story.best
    value = (row or {}).get("metrics", {}).get(story.metric)
    return "" if value is None else f"{tr(METRICS.get(story.metric, story.metric))} {value:.3f}"


def progress(job: Job, story: Story) -> str:
    """Say what a job is doing, or how it ended, in one sentence."""
    if job.alive:
        return _running(story)
    if job.interrupted:
        return tr("Its process is gone, by a crash or a power cut; it goes on from its last checkpoint.")
    return {
        "waiting": tr("Waits for its turn."),
        "paused": tr("Paused; a checkpoint is kept, and it goes on from there."),
        "done": tr("Finished. The model is not live: that is decided after its evaluation."),
        "failed": plain(retell(job.record.message), 400),
        "cancelled": tr("Cancelled; nothing was published."),
        "running": tr(_BEGINNING),
    }[job.state.value]


def _running(story: Story) -> str:
    now = story.stage or story.now
    left = now.get("seconds_left")
    ending = "" if left is None else ", " + tr("{time} left", time=format_seconds(left))
    if story.stage:
        done, total = now.get("done"), now.get("total")
        of = tr(" {done} of {total}", done=done, total=total) if total else ""
        return f"{retell(plain(str(now['message'])))}{of}{ending}"
    if not story.now:
        return tr(_BEGINNING)
    step, steps = now["step"], now["steps"]
    return tr("Step {step} of {steps}", step=step, steps=steps) + ending


def figures(story: Story) -> list[tuple[str, str]]:
    """Name and value of each figure that is known."""
    now, prepared, row = story.now, story.prepared, story.best
    images = prepared.get("images", {})
    memory, gpu, whole = (now.get(name) for name in ("memory", "gpu_memory", "gpu_memory_total"))
    known = [
        (
            tr("Speed"),
            tr("{n} images/s", n=f"{now['images_per_second']:.3g}") if now.get("images_per_second") else "",
        ),
        (tr("Learning rate"), f"{now['learning_rate']:.2e}" if now.get("learning_rate") is not None else ""),
        (tr("Memory"), _gigabytes(memory)),
        (tr("GPU memory"), f"{_gigabytes(gpu)} / {_gigabytes(whole)}" if gpu is not None else ""),
        (tr("Best epoch"), tr("{n} of {total}", n=row["epoch"], total=len(story.epochs)) if row else ""),
        (tr("Images to learn from"), str(images.get("train", ""))),
        (tr("Validation images"), str(images.get("validation", ""))),
        (tr("Device"), plain(str(prepared.get("device", ""))).upper()),
        (tr("Data"), plain(str(prepared.get("data", "")))[:12]),
    ]
    return [(name, value) for name, value in known if value]


def _gigabytes(megabytes: float | None) -> str:
    return "" if megabytes is None else f"{megabytes / 1024:.1f} GB"


def note(event: dict[str, Any]) -> str:
    """Say what happened, with its time."""
    said = {
        "resumed": tr("Went on after step {step} of {steps}.", **_some(event, "step", "steps")),
        "less_memory": tr(
            "Memory was too short: {at_once} images at once from now on; the batch stays as it is.",
            **_some(event, "at_once"),
        ),
        "device_lost": tr("The GPU failed; it goes on on the CPU."),
        "ended": tr("Ended early: no epoch was better for as long as the recipe waits.")
        if event.get("reason") == "patience"
        else tr("Ended as asked, with the best weights so far."),
        "published": tr(
            "Published {model} {version}.",
            model=plain(str(event.get("model"))),
            version=plain(str(event.get("version"))),
        ),
    }[event["event"]]
    return f"{when(str(event.get('time', '')))}  {said}"


def _some(event: dict[str, Any], *names: str) -> dict[str, object]:
    return {name: event.get(name, "") for name in names}


def sample(answer: dict[str, Any]) -> str:
    """Say what was said of an image, and what it is labelled."""
    if "dice" in answer:
        return tr("Dice {value}", value=f"{answer['dice']:.2f}")
    lines = []
    for name, said in list(answer.get("said", {}).items())[:3]:
        truth = answer.get("truth", {}).get(name)
        label = {1: tr("labelled present"), 0: tr("labelled absent")}.get(truth, tr("not labelled"))
        lines.append(f"{plain(name, 24)}: {tr('probability {value}', value=f'{said:.2f}')}\n{label}")
    return "\n".join(lines)


def difference(name: str, values: list[str]) -> str:
    """Say in what runs differ, in the order of the list."""
    return f"{plain(name)}:  " + "  |  ".join(plain(value, 40) or "–" for value in values)


def unreadable(story: Story) -> str:
    """Say how many images could not be read."""
    count = len(story.prepared.get("unreadable", ()))
    return tr_n("{n} image could not be read.", "{n} images could not be read.", count) if count else ""
