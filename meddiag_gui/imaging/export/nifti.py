"""A volume as NIfTI-1 (R. W. Cox et al., 2004), written by nibabel."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from meddiag_gui.files import write_atomic
from meddiag_gui.imaging.lattice import Lattice
from meddiag_gui.imaging.volume import Volume

_LPS_TO_RAS = np.diag([-1.0, -1.0, 1.0, 1.0])
_SCANNER = 1  # qform and sform code: coordinates of the scanner


def write_nifti(path: Path, volume: Volume) -> None:
    """Write a volume as ``.nii``, compressed where the name ends in ``.gz``; values and their type stay.

    Its axes are column, row and slice number. No patient data is written.

    Raises
    ------
    OSError
        If the file cannot be written.
    """
    data = nifti_bytes(volume.values, volume.lattice)
    write_atomic(path, gzip.compress(data, 4, mtime=0) if path.name.endswith(".gz") else data)


def nifti_bytes(values: NDArray[Any], lattice: Lattice) -> bytes:
    """Encode ``(slices, rows, columns)`` with the matrix of `nifti_affine`."""
    import nibabel

    make: Any = nibabel.Nifti1Image  # nibabel's own types are partial
    image = make(values.transpose(2, 1, 0), nifti_affine(lattice))
    image.header.set_xyzt_units("mm")
    image.set_qform(image.affine, _SCANNER)
    image.set_sform(image.affine, _SCANNER)
    return bytes(image.to_bytes())


def nifti_affine(lattice: Lattice) -> NDArray[np.float64]:
    """Matrix ``(4, 4)`` from (column, row, slice, 1) to mm to the right, front and head (RAS)."""
    return np.asarray(_LPS_TO_RAS @ lattice.affine[:, [2, 1, 0, 3]])
