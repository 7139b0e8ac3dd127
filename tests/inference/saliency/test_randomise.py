from __future__ import annotations

import numpy as np
import torch

from meddiag_gui.inference.bundle import ModelBundle
from meddiag_gui.inference.registry import find_bundle
from meddiag_gui.inference.saliency.gradients import gradient_network
from meddiag_gui.inference.saliency.randomise import DEPTHS, cascade

PICTURES = np.random.default_rng(0).normal(size=(4, 1, 224, 224)).astype(np.float32)


def test_layers_are_drawn_anew_from_the_output_downwards() -> None:
    bundle = find_bundle("cxr-pneumonia-pediatric")
    trained = gradient_network(bundle).state_dict()
    convolutions = [name for name in trained if name.endswith("conv.weight")]
    shares = []
    for depth, subject in cascade(bundle, PICTURES, 0):
        weights = subject.network().state_dict()
        kept = [torch.equal(weights[name], trained[name]) for name in convolutions]
        shares.append((depth, 1 - np.mean(kept)))
        assert kept == sorted(kept, reverse=True)  # whatever is kept lies below what is random
        assert not torch.equal(weights["classifier.weight"], trained["classifier.weight"])
        assert all(torch.isfinite(value).all() for value in weights.values())
    assert [depth for depth, _ in shares] == list(DEPTHS)
    assert shares[0][1] == 0
    assert 0.3 < shares[1][1] < 0.7
    assert shares[2][1] == 1


def test_a_seed_gives_one_network_and_touches_no_other_random_numbers(bundle: ModelBundle) -> None:
    torch.manual_seed(3)
    expected = torch.rand(1)
    torch.manual_seed(3)
    runs = [[s.run(PICTURES)[0] for _, s in cascade(bundle, PICTURES, seed)] for seed in (1, 1, 2)]
    assert torch.equal(torch.rand(1), expected)
    np.testing.assert_array_equal(runs[0][-1], runs[1][-1])
    assert not np.array_equal(runs[0][-1], runs[2][-1])
