"""Whether training waits for its data: the loop against the same loop on ready batches, the loader by itself.

Goals: the loop runs at 95 % or more of the same loop on data in memory; the loader alone makes batches
at 2 times or more the rate of per-image transforms (torchvision's where it is installed; else the very Pillow
calls that it makes). Both sides take turns in one process, so that what else the machine does strikes both.
Run: ``python benchmarks/loader.py [ROUNDS]``.
"""

from __future__ import annotations

import importlib.util
import math
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from PIL import Image, ImageEnhance, ImageFilter, ImageOps
from torch import Tensor

from meddiag_gui.inference.networks import build_network
from meddiag_gui.training.classification import Classification, LabelledLevels
from meddiag_gui.training.loader import Loader, fitting_workers, loading
from meddiag_gui.training.recipe import Optimisation, Recipe, read_recipe
from meddiag_gui.training.step import Stepper
from meddiag_gui.training.team import ALONE

ROOT = Path(__file__).resolve().parent.parent
IMAGES, BATCH = 256, 32
RECIPE = ROOT / "models" / "cxr-pneumonia-pediatric-1.1.0" / "recipe.toml"


def pictures(folder: Path, side: int) -> NDArray[np.uint16]:
    """Smooth pictures with noise, mapped from disk as the cache is, and as PNG files of twice the side."""
    rng = np.random.default_rng(0)
    store = np.lib.format.open_memmap(folder / "levels.npy", "w+", np.uint16, (IMAGES, side, side))
    for number in range(IMAGES):
        coarse = Image.fromarray(rng.integers(30, 220, (8, 8), dtype=np.uint8))
        large = np.asarray(coarse.resize((2 * side, 2 * side), Image.Resampling.BICUBIC), np.float32)
        noisy = np.clip(large + rng.normal(0, 6, large.shape), 0, 255).astype(np.uint8)
        Image.fromarray(noisy).save(folder / f"{number}.png")
        store[number] = np.asarray(Image.fromarray(noisy).resize((side, side)), np.uint16) * 257
    store.flush()
    return np.load(folder / "levels.npy", mmap_mode="r")  # type: ignore[no-any-return]


class Ready(Classification):
    """The same objective with its batches in memory."""

    def __init__(self, recipe: Recipe, part: LabelledLevels) -> None:
        super().__init__(recipe, part, part, "cpu")
        generator = torch.Generator().manual_seed(0)
        self._made = super().batch(part.rows[:BATCH], generator)

    def batch(self, rows: NDArray[np.intp], generator: torch.Generator) -> tuple[Tensor, ...]:
        """Hand out what was made."""
        return tuple(part[: len(rows)] for part in self._made)


def loop_ratios(recipe: Recipe, part: LabelledLevels, rounds: int) -> tuple[float, float]:
    """Time of a step on ready batches over that of a step with the loader; medians of steps in turn.

    The second ratio is of processor time: what the first would be if no thread worked beside the network.
    """
    options = replace(recipe.optimisation, batch_size=BATCH, epochs=10_000)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    network = build_network(recipe.model.architecture, 1).to(device).to(memory_format=torch.channels_last)
    optimiser = torch.optim.AdamW(network.parameters())
    times: dict[str, list[tuple[float, float]]] = {"loader": [], "memory": []}
    objectives = {"loader": Classification(recipe, part, part, str(device)), "memory": Ready(recipe, part)}
    steps = 4
    for turn in range(2 * rounds + 2):
        name = ("loader", "memory")[(turn + turn // 2) % 2]  # A B B A
        objective = objectives[name]
        stepper = Stepper(network, optimiser, objective, options, device, ALONE, lambda smaller: None)
        with loading(objective, options, ALONE, fitting_workers(device.type)) as loader:
            for step in range(steps):
                begin, worked = time.perf_counter(), time.process_time()
                network.train()
                stepper.take(loader.batch(step), step)
                if step and turn > 1:  # the first batch is waited for once a run
                    times[name].append((time.perf_counter() - begin, time.process_time() - worked))
    memory, loaded = (np.median(np.array(times[name]), axis=0) for name in ("memory", "loader"))
    return float(memory[0] / loaded[0]), float(memory[1] / loaded[1])


def per_image(recipe: Recipe) -> tuple[str, Callable[[Image.Image], Tensor]]:
    """Transforms of one image that do what ours do, but for borders and markers, with its strengths."""
    spec, strength = recipe.input, recipe.augmentation
    if importlib.util.find_spec("torchvision") is None:
        return "Pillow, as torchvision calls it", PillowTransforms(recipe)
    from torchvision.transforms import v2 as transforms
    from torchvision.transforms.v2.functional import adjust_gamma

    def expose(picture: Image.Image) -> Image.Image:
        gamma = math.exp(torch.empty(1).uniform_(-strength.gamma, strength.gamma).item())
        return adjust_gamma(picture, gamma)  # type: ignore[no-any-return]

    chain = transforms.Compose(
        [
            transforms.Resize((spec.rows, spec.columns)),
            transforms.RandomAffine(
                strength.rotation,
                (strength.shift,) * 2,
                (math.exp(-strength.scale), math.exp(strength.scale)),
                interpolation=transforms.InterpolationMode.BILINEAR,
            ),
            transforms.RandomHorizontalFlip(strength.flip),
            transforms.ColorJitter(strength.brightness, strength.contrast),
            transforms.Lambda(expose),
            transforms.RandomAdjustSharpness(2, 0.5),
            transforms.GaussianBlur(9, (0.2, 1.6)),
            transforms.RandomAutocontrast(1.0),
            transforms.ToImage(),
            transforms.ToDtype(torch.float32, scale=True),
            transforms.GaussianNoise(0, strength.noise),
            transforms.RandomErasing(strength.erase),
            transforms.Normalize([spec.mean], [spec.std]),
        ]
    )
    return f"torchvision {importlib.import_module('torchvision').__version__}", chain


class PillowTransforms:
    """The same chain by the calls that torchvision makes for a picture of Pillow's."""

    def __init__(self, recipe: Recipe) -> None:
        self._spec, self._strength = recipe.input, recipe.augmentation
        self._rng = np.random.default_rng(0)

    def __call__(self, picture: Image.Image) -> Tensor:
        """One picture to ``(1, H, W)``."""
        rng, strength, size = self._rng, self._strength, (self._spec.columns, self._spec.rows)
        picture = picture.resize(size, Image.Resampling.BILINEAR)
        angle, zoom = math.radians(rng.uniform(-strength.rotation, strength.rotation)), rng.uniform(0.8, 1.2)
        cos, sin = math.cos(angle) / zoom, math.sin(angle) / zoom
        shift = rng.uniform(-strength.shift, strength.shift, 2) * size
        matrix = (cos, sin, float(shift[0]), -sin, cos, float(shift[1]))
        picture = picture.transform(size, Image.Transform.AFFINE, matrix, Image.Resampling.BILINEAR)
        if rng.random() < strength.flip:
            picture = picture.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
        picture = ImageEnhance.Brightness(picture).enhance(rng.uniform(0.85, 1.15))
        picture = ImageEnhance.Contrast(picture).enhance(rng.uniform(0.65, 1.35))
        gamma = math.exp(rng.uniform(-strength.gamma, strength.gamma))
        picture = picture.point([round(255 * (level / 255) ** gamma) for level in range(256)])
        if rng.random() < 0.5:
            picture = ImageEnhance.Sharpness(picture).enhance(2)
        picture = picture.filter(ImageFilter.GaussianBlur(rng.uniform(0.2, 1.6)))
        picture = ImageOps.autocontrast(picture)
        x = torch.from_numpy(np.array(picture)).float().div(255)[None]
        x = x + torch.randn_like(x) * strength.noise
        if rng.random() < strength.erase:
            top, left = rng.integers(0, 150, 2)
            x[:, top : top + 40, left : left + 40] = 0
        return (x - self._spec.mean) / self._spec.std


def loader_ratios(
    recipe: Recipe, part: LabelledLevels, folder: Path, rounds: int
) -> tuple[str, float, float]:
    """Rate of the loader over transforms of decoded pictures, and of PNG files; one thread each."""
    name, transform = per_image(recipe)
    files = [folder / f"{number}.png" for number in range(BATCH)]
    decoded = [Image.fromarray((levels >> 8).astype(np.uint8)) for levels in part.levels[:BATCH]]
    options = Optimisation(batch_size=BATCH, epochs=10_000)
    loader = Loader(Classification(recipe, part, part, "cpu"), options)
    contestants: dict[str, Callable[[int], Any]] = {
        "loader": loader.batch,
        "decoded": lambda step: torch.stack([transform(picture) for picture in decoded]),
        "files": lambda step: torch.stack([transform(Image.open(file)) for file in files]),
    }
    times: dict[str, list[float]] = {key: [] for key in contestants}
    for step in range(3 * rounds + 1):
        for key, make in contestants.items():
            begin = time.perf_counter()
            make(step)
            times[key].append(time.perf_counter() - begin)
    medians = {key: float(np.median(some[1:])) for key, some in times.items()}
    print(f"  images a second: {', '.join(f'{key} {BATCH / s:.0f}' for key, s in medians.items())}")
    return name, medians["decoded"] / medians["loader"], medians["files"] / medians["loader"]


def main() -> int:
    """Measure, say, and return 1 where a goal is missed."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    recipe = replace(read_recipe(RECIPE), guidance=None)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        levels = pictures(folder, recipe.input.rows)
        labels = (np.arange(IMAGES) % 2).astype(np.float32)[:, None]
        part = LabelledLevels(levels, np.arange(IMAGES), labels)
        loop, worked = loop_ratios(recipe, part, rounds)
        print(f"Loop against the same loop on batches in memory: {loop:.1%} (goal 95 %)")
        print(f"  by processor time, as if nothing ran beside the network: {worked:.1%}")
        torch.set_num_threads(1)
        against, decoded, files = loader_ratios(recipe, part, folder, rounds)
        print(
            f"Loader against {against}: {decoded:.1f}× on decoded pictures, {files:.1f}× on files (goal 2×)"
        )
    return int(loop < 0.95 or decoded < 2)


if __name__ == "__main__":
    sys.exit(main())
