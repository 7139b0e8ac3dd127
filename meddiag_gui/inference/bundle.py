"""A model bundle on disk: one folder, checked whole before it is used.

``metadata.json`` · ``weights.safetensors`` · ``model.onnx`` · ``selfcheck.png`` · ``recipe.toml`` ·
``gate.safetensors`` (what the input gate learned, where there is one) ·
``README.md`` (model card) · ``LICENSE``. Nothing that can run code is loaded.
"""

from __future__ import annotations

import stat
from dataclasses import dataclass
from pathlib import Path

from meddiag_gui.errors import BundleError
from meddiag_gui.files import sha256_of
from meddiag_gui.inference.metadata import BundleMetadata, FindingSpec, decode_metadata
from meddiag_gui.inference.prediction import ModelRef
from meddiag_gui.language import tr

METADATA, WEIGHTS, GRAPH, CARD = "metadata.json", "weights.safetensors", "model.onnx", "README.md"
REQUIRED = (WEIGHTS, GRAPH)
_LARGEST_METADATA = 4 * 2**20


@dataclass(frozen=True, slots=True)
class ModelBundle:
    """A checked bundle.

    Parameters
    ----------
    root
        Its folder.
    sha256
        Hex digest of ``weights.safetensors``: what identifies the model in a result.
    """

    root: Path
    metadata: BundleMetadata
    sha256: str

    @property
    def name(self) -> str:
        """Name without version, such as ``cxr-pneumonia-pediatric``."""
        return self.metadata.name

    @property
    def version(self) -> str:
        """Version, such as ``1.0.0``."""
        return self.metadata.version

    @property
    def findings(self) -> tuple[FindingSpec, ...]:
        """What the model looks for, in the order of its outputs."""
        return self.metadata.findings

    @property
    def ref(self) -> ModelRef:
        """Name, version and digest, as written into results."""
        return ModelRef(self.name, self.version, self.sha256)

    def finding(self, name: str) -> tuple[int, FindingSpec]:
        """Index and specification of a finding.

        Raises
        ------
        BundleError
            If the model does not have it.
        """
        for index, spec in enumerate(self.findings):
            if spec.name == name:
                return index, spec
        raise BundleError(tr("Model {name} has no finding named {finding}.", name=self.name, finding=name))


def load_bundle(root: Path) -> ModelBundle:
    """Read a bundle's metadata and check every file that it lists against its sha256.

    Raises
    ------
    BundleError
        If a file is missing, altered, lies outside the folder, or the metadata are not valid.
    """
    path = root / METADATA
    try:
        if path.stat().st_size > _LARGEST_METADATA:
            raise BundleError(tr("Model {name}: metadata.json is far too large.", name=root.name))
        metadata = decode_metadata(path.read_bytes(), root.name)
        gate = (metadata.appearance.file,) if metadata.appearance else ()
        needed = (*REQUIRED, metadata.self_check.image, *gate)
        missing = [name for name in needed if name not in metadata.files]
        if missing:
            raise BundleError(
                tr("Model {name}: metadata.json lists no sha256 for {file}.", name=root.name, file=missing[0])
            )
        for name, expected in metadata.files.items():
            if Path(name).name != name or name == ".." or "\0" in name:
                raise BundleError(
                    tr(
                        "Model {name}: the file name {file} leads out of the bundle.",
                        name=root.name,
                        file=name[:80],
                    )
                )
            if not stat.S_ISREG((root / name).lstat().st_mode):  # a pipe would never end, a link leads out
                raise BundleError(
                    tr("Model {name}: {file} is not a regular file.", name=root.name, file=name[:80])
                )
            if sha256_of(root / name) != expected:
                raise BundleError(
                    tr("Model {name}: {file} was altered (its sha256 is another).", name=root.name, file=name)
                )
    except OSError as error:
        missing_file = Path(error.filename or METADATA).name
        raise BundleError(
            tr(
                "Model {name}: {file} cannot be read ({reason}).",
                name=root.name,
                file=missing_file,
                reason=error.strerror,
            )
        ) from error
    return ModelBundle(root, metadata, metadata.files[WEIGHTS])
