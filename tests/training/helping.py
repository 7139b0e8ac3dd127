"""Train a small network in double precision, alone or as one of several processes; run by ``test_team``."""

from __future__ import annotations

import copy
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import save_file

from meddiag_gui.inference.networks import build_network
from meddiag_gui.tasks import CancelToken, no_report
from meddiag_gui.training.classification import Classification
from meddiag_gui.training.loop import fit
from meddiag_gui.training.recipe import read_recipe
from meddiag_gui.training.team import joined
from tests.support.training import write_job
from tests.training.test_loop import part


class Doubled(Classification):
    """In double precision, where rounding cannot hide a difference that matters."""

    def batch(self, *given: Any) -> tuple[torch.Tensor, ...]:
        inputs, *targets = super().batch(*given)
        return inputs.double(), *targets

    def validate(self, network: torch.nn.Module, at_once: int = 64) -> Any:
        return super().validate(copy.deepcopy(network).float(), at_once)


def main(folder: Path, micro_batch: int, resting: bool) -> None:
    """Train; with ``resting`` the norms keep their statistics, as in fine-tuning."""
    with joined("cpu") as team:
        recipe = read_recipe(write_job(folder / f"data-{team.rank}", 1)[0])
        options = replace(recipe.optimisation, batch_size=16, micro_batch=micro_batch, epochs=2)
        recipe = replace(recipe, optimisation=options)
        torch.manual_seed(0)
        network = build_network("efficientnet-lite0", 1, dropout=0.2, drop_path=0.1).double()
        if resting:
            norms = network.named_modules()
            network.resting = tuple(name for name, m in norms if isinstance(m, torch.nn.BatchNorm2d))
        objective = Doubled(recipe, part(0, 48), part(1), "cpu")
        fitted = fit(
            network, options, objective, folder, job="job", device="cpu", report=no_report,
            token=CancelToken(), emit=lambda event: None, team=team,
        )  # fmt: skip
        if team.leads:
            save_file(fitted.weights, folder / "weights.safetensors")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3] == "resting")
