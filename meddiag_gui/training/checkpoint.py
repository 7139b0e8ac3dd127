"""Checkpoints without pickle: tensors in safetensors, the rest in its JSON header, written atomically."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save
from torch import Tensor, nn

from meddiag_gui.errors import TrainingError
from meddiag_gui.files import write_atomic
from meddiag_gui.language import tr

CHECKPOINT = "checkpoint.safetensors"
"""Name of the file in a run's folder."""


@dataclass(slots=True)
class Progress:
    """Where a run stands.

    Parameters
    ----------
    job
        Fingerprint of recipe and data: a checkpoint of another job is refused.
    step
        Steps done.
    best_loss, best_epoch
        Least calibrated validation loss so far, and the epoch after which it was reached.
    at_once
        Images that went through the network together, less than asked after memory was too short; 0 before.
    loss_sum
        Sum of the training losses of the steps of the epoch under way.
    history
        One row an epoch, as in ``events.jsonl``.
    """

    job: str
    step: int = 0
    best_loss: float = float("inf")
    best_epoch: int = -1
    at_once: int = 0
    loss_sum: float = 0.0
    history: list[dict[str, Any]] = field(default_factory=list)


@dataclass(slots=True)
class TrainingState:
    """All that a run needs to go on exactly where it stopped."""

    network: nn.Module
    average: nn.Module
    best: dict[str, Tensor]
    optimiser: torch.optim.Optimizer
    scaler: torch.amp.GradScaler
    progress: Progress


def save_checkpoint(path: Path, state: TrainingState) -> None:
    """Write the state to ``path``; a crash while writing leaves the one before.

    Raises
    ------
    TrainingError
        If the disk is full or the folder cannot be written.
    """
    tensors = {
        **_named("network", state.network.state_dict()),
        **_named("average", state.average.state_dict()),
        **_named("best", state.best),
    }
    for index, values in state.optimiser.state_dict()["state"].items():
        tensors |= _named(f"optimiser.{index}", values)
    said = {"progress": asdict(state.progress), "scaler": state.scaler.state_dict()}
    content = save(tensors, metadata={key: json.dumps(value) for key, value in said.items()})
    try:
        write_atomic(path, content)
    except OSError as error:
        raise TrainingError(
            tr("The checkpoint cannot be written: {reason}.", reason=error.strerror or error)
        ) from error


def load_checkpoint(path: Path, state: TrainingState) -> bool:
    """Fill ``state`` from ``path``; False where there is no checkpoint.

    Raises
    ------
    TrainingError
        If the checkpoint is damaged, or belongs to another recipe or other data.
    """
    if not path.is_file():
        return False
    try:
        with safe_open(path, framework="pt") as stored:
            said = stored.metadata()
            progress, scaler = Progress(**json.loads(said["progress"])), json.loads(said.get("scaler", "{}"))
            tensors = {key: stored.get_tensor(key) for key in stored.keys()}  # noqa: SIM118  # no mapping
    except (SafetensorError, OSError, KeyError, TypeError, ValueError) as error:
        raise TrainingError(tr("{name} is damaged; remove it to start anew.", name=path.name)) from error
    if progress.job != state.progress.job:
        raise TrainingError(
            tr("{name} belongs to another recipe or other data; choose another folder.", name=path.name)
        )
    state.network.load_state_dict(_below(tensors, "network"))
    state.average.load_state_dict(_below(tensors, "average"))
    state.best = _below(tensors, "best")
    whole = state.optimiser.state_dict()
    count = sum(len(group["params"]) for group in whole["param_groups"])
    whole["state"] = {i: values for i in range(count) if (values := _below(tensors, f"optimiser.{i}"))}
    state.optimiser.load_state_dict(whole)
    if scaler and state.scaler.is_enabled():
        state.scaler.load_state_dict(scaler)
    state.progress = progress
    return True


def _named(prefix: str, tensors: dict[str, Tensor]) -> dict[str, Tensor]:
    """Prefix the keys; copies, since safetensors refuses tensors that share memory."""
    return {f"{prefix}.{key}": value.detach().cpu().clone().contiguous() for key, value in tensors.items()}


def _below(tensors: dict[str, Tensor], prefix: str) -> dict[str, Tensor]:
    start = prefix + "."
    return {key[len(start) :]: value for key, value in tensors.items() if key.startswith(start)}
