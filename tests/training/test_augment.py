from __future__ import annotations

from dataclasses import fields, replace

import numpy as np
import pytest
import torch

from meddiag_gui.training.augment import augment, augment_with_masks
from meddiag_gui.training.glyphs import TEXTS, marker_glyphs
from meddiag_gui.training.strengths import Augmentation

NOTHING = Augmentation(**{field.name: 0.0 for field in fields(Augmentation)})
STRONG = Augmentation(warp=0.05, shade=0.5, blur=1.5)


def batch(count: int = 16) -> torch.Tensor:
    rng = np.random.default_rng(0)
    smooth = rng.random((count, 1, 8, 8), dtype=np.float32) * 0.6 + 0.2
    return torch.nn.functional.interpolate(torch.from_numpy(smooth), (64, 64), mode="bilinear")


def changed(strength: Augmentation, seed: int = 0) -> torch.Tensor:
    return augment(batch(), strength, torch.Generator().manual_seed(seed))


def test_no_strength_changes_nothing() -> None:
    torch.testing.assert_close(changed(NOTHING), batch(), atol=1e-5, rtol=0)


def test_shape_and_range_are_kept_and_the_input_is_not_touched() -> None:
    source = batch()
    before = source.clone()
    out = augment(source, Augmentation(), torch.Generator().manual_seed(0))
    assert out.shape == source.shape
    assert out.min() >= 0
    assert out.max() <= 1
    torch.testing.assert_close(source, before)


def test_the_generator_alone_decides() -> None:
    torch.testing.assert_close(changed(Augmentation(), 7), changed(Augmentation(), 7), atol=0, rtol=0)
    assert (changed(Augmentation(), 7) - changed(Augmentation(), 8)).abs().max() > 0.1


@pytest.mark.parametrize("name", [field.name for field in fields(Augmentation)])
def test_each_strength_does_something_alone(name: str) -> None:
    strength = replace(NOTHING, **{name: getattr(STRONG, name)})
    assert (changed(strength) - batch()).abs().max() > 0.01


def test_flip_is_a_mirror() -> None:
    out = changed(replace(NOTHING, flip=1.0))
    torch.testing.assert_close(out, batch().flip(3), atol=1e-5, rtol=0)


def test_borders_are_black_and_narrower_than_asked() -> None:
    ones = torch.ones(64, 1, 100, 100)
    out = augment(ones, replace(NOTHING, border=0.1), torch.Generator().manual_seed(0))
    assert out[:, :, 10:90, 10:90].min() > 0.999
    assert set(out.round(decimals=3).unique().tolist()) == {0.0, 1.0}
    assert 0 < (out.flatten(1).min(1).values == 0).sum() < 64


def test_exposure_keeps_the_order_of_grey_values() -> None:
    ramp = torch.linspace(0.1, 0.9, 64).expand(8, 1, 64, 64).contiguous()
    strength = replace(NOTHING, gamma=0.45, contrast=0.35, brightness=0.1)
    out = augment(ramp, strength, torch.Generator().manual_seed(1))
    assert (out[..., 1:] - out[..., :-1] >= -1e-6).all()


@pytest.mark.parametrize(("rows", "columns"), [(64, 64), (320, 160), (160, 320)])
def test_markers_fit_into_pictures_of_any_shape(rows: int, columns: int) -> None:
    black = torch.zeros(200, 1, rows, columns)
    out = augment(black, replace(NOTHING, marker=1.0), torch.Generator().manual_seed(0))
    assert (out.flatten(1).max(1).values > 0.1).all()


def test_markers_are_letters_of_their_own_shape() -> None:
    glyphs = marker_glyphs()
    assert len(glyphs) == len(TEXTS)
    assert all(0 < glyph.mean() < 1 and glyph.max() == 1 for glyph in glyphs)
    assert glyphs[0].shape != glyphs[1].shape or (glyphs[0] != glyphs[1]).any()


def test_masks_move_with_their_pictures() -> None:
    """A picture that is its own mask stays so, whatever moves it."""
    y, x = np.mgrid[0:64, 0:64]
    disc = torch.from_numpy(((y - 30) ** 2 + (x - 25) ** 2 < 200).astype(np.float32)).expand(8, 1, 64, 64)
    moving = replace(NOTHING, rotation=15.0, scale=0.3, aspect=0.4, shift=0.1, flip=0.5, warp=0.05)
    pictures, masks = augment_with_masks(disc, disc, moving, torch.Generator().manual_seed(2))
    assert set(masks.unique().tolist()) == {0.0, 1.0}
    assert ((pictures >= 0.5) == (masks == 1)).all()
    assert ((masks != disc).float().mean((1, 2, 3)) > 0.01).all()


def test_masks_do_not_see_what_only_looks_different() -> None:
    masks = (batch() > 0.5).float()
    looks = replace(STRONG, rotation=0, scale=0, aspect=0, shift=0, flip=0, warp=0)
    pictures, kept = augment_with_masks(batch(), masks, looks, torch.Generator().manual_seed(3))
    torch.testing.assert_close(kept, masks, atol=0, rtol=0)
    assert (pictures - batch()).abs().max() > 0.1


def test_the_grid_is_torchs_own() -> None:
    from meddiag_gui.training.augment import _affine

    theta = torch.randn(3, 2, 3)
    expected = torch.nn.functional.affine_grid(theta, [3, 1, 20, 31], align_corners=False)
    torch.testing.assert_close(_affine(theta, 20, 31), expected)
