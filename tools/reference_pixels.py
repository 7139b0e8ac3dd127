"""Make ``tests/imaging/dicom/reference.json``: what DCMTK and GDCM read out of the files that pydicom ships.

Needs ``dcmdjpeg``, ``dcmdrle``, ``dcmdjpls``, ``dcmconv`` (DCMTK) and ``gdcmconv`` (GDCM). Both only
decompress; the few lines here turn their uncompressed files into modality values or RGB, without any code of
MedDiag.

    python tools/reference_pixels.py
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import pydicom
import pydicom.data
from pydicom.pixels.processing import apply_color_lut, convert_color_space
from pydicom.uid import JPEGLSTransferSyntaxes, JPEGTransferSyntaxes, RLELossless

OUTPUT = Path(__file__).resolve().parent.parent / "tests/imaging/dicom/reference.json"
SHIPPED = Path(pydicom.data.__file__).parent
LOSSY = {
    "1.2.840.10008.1.2.4.50",
    "1.2.840.10008.1.2.4.51",
    "1.2.840.10008.1.2.4.81",
    "1.2.840.10008.1.2.4.91",
}


def main() -> int:
    """Write the reference of every shipped file that one of the two toolkits can decompress."""
    versions = {tool: _version(tool) for tool in ("dcmconv", "gdcmconv")}
    files = {}
    for path in sorted(SHIPPED.rglob("*")):
        if path.suffix in (".dcm", "") and path.is_file():
            found = reference(path)
            if found:
                files[str(path.relative_to(SHIPPED))] = found
    how = "Made by tools/reference_pixels.py; sha256 is of all frames as little-endian int32, or RGB bytes."
    rows = ",\n".join(f" {json.dumps(name)}: {json.dumps(found)}" for name, found in files.items())
    head = f'{{"how": {json.dumps(how)},\n"tools": {json.dumps(versions)},\n'
    OUTPUT.write_text(f'{head}"files": {{\n{rows}\n}}}}\n')
    print(f"{len(files)} files")
    return 0


def reference(path: Path) -> dict[str, Any] | None:
    """Decompress by DCMTK, else by GDCM, and summarise; None where neither can or there are no pixels."""
    try:
        header = pydicom.dcmread(path, force=True, stop_before_pixels=True)
        syntax = header.file_meta.TransferSyntaxUID
        if "Rows" not in header or header.get("Modality") == "RTDOSE":  # DCMTK does not scale a dose
            return None
    except Exception:  # not DICOM, or damaged on purpose
        return None
    if path.name == "MR_truncated.dcm":  # GDCM fills what is missing
        return None
    with tempfile.TemporaryDirectory() as folder:
        raw = Path(folder) / "raw.dcm"
        for tool, command in (("DCMTK", _dcmtk(syntax)), ("GDCM", ["gdcmconv", "--raw"])):
            done = subprocess.run([*command, str(path), str(raw)], capture_output=True)  # noqa: S603
            if done.returncode == 0 and raw.exists():
                dataset = pydicom.dcmread(raw)
                if not (dataset.file_meta.TransferSyntaxUID.is_encapsulated or "PixelData" not in dataset):
                    return _summary(dataset, tool, exact=syntax not in LOSSY)
    return None


def _dcmtk(syntax: str) -> list[str]:
    if syntax in JPEGTransferSyntaxes:
        return ["dcmdjpeg", "+cp"]
    if syntax in JPEGLSTransferSyntaxes:
        return ["dcmdjpls"]
    return ["dcmdrle"] if syntax == RLELossless else ["dcmconv", "+te"]


def _summary(dataset: pydicom.Dataset, tool: str, *, exact: bool) -> dict[str, Any]:
    values = np.stack(frames(dataset))
    whole = values.dtype.kind in "iu"
    data = values.tobytes() if values.dtype == np.uint8 else values.astype("<i4").tobytes()
    return {
        "tool": tool,
        "shape": list(values.shape),
        "min": float(values.min()),
        "max": float(values.max()),
        "mean": float(values.mean(dtype=np.float64)),
        "sha256": hashlib.sha256(data).hexdigest() if exact and whole else None,
    }


def frames(dataset: pydicom.Dataset) -> list[np.ndarray]:
    """Modality values, or RGB, of every frame of an uncompressed little-endian file."""
    rows, columns, samples = dataset.Rows, dataset.Columns, dataset.SamplesPerPixel
    count = int(dataset.get("NumberOfFrames", 1) or 1)
    if dataset.BitsAllocated == 1:
        cells = np.unpackbits(np.frombuffer(dataset.PixelData, np.uint8), bitorder="little").astype(np.int32)
    else:
        cells = np.frombuffer(dataset.PixelData, f"<u{dataset.BitsAllocated // 8}")
    subsampled = (
        dataset.PhotometricInterpretation == "YBR_FULL_422" and cells.size < count * rows * columns * 3
    )
    size = rows * columns * (2 if subsampled else samples)
    split = [cells[index * size : (index + 1) * size] for index in range(count)]
    if samples == 3:
        return [_rgb(frame, dataset, subsampled=subsampled) for frame in split]
    return [_gray(frame.reshape(rows, columns), dataset) for frame in split]


def _gray(cells: np.ndarray, dataset: pydicom.Dataset) -> np.ndarray:
    bits = dataset.BitsStored
    values = (cells.astype(np.int64) >> (dataset.HighBit + 1 - bits)) & ((1 << bits) - 1)
    if dataset.PixelRepresentation:
        values = np.where(values >> (bits - 1) & 1, values - (1 << bits), values)
    if dataset.PhotometricInterpretation == "PALETTE COLOR":
        colors = apply_color_lut(values.astype(np.uint16), dataset)
        return np.asarray(colors >> 8 if colors.itemsize > 1 else colors, np.uint8)
    slope, intercept = dataset.get("RescaleSlope") or 1, dataset.get("RescaleIntercept") or 0
    if float(slope).is_integer() and float(intercept).is_integer():
        return np.asarray(values * int(slope) + int(intercept), np.int32)
    return np.asarray(values * float(slope) + float(intercept))


def _rgb(cells: np.ndarray, dataset: pydicom.Dataset, *, subsampled: bool) -> np.ndarray:
    shape = (dataset.Rows, dataset.Columns, 3)
    if subsampled:
        quads = cells.reshape(-1, 4)
        pixels = np.column_stack([quads[:, :2].ravel(), np.repeat(quads[:, 2:], 2, axis=0)]).reshape(shape)
    elif dataset.get("PlanarConfiguration") == 1:
        pixels = cells.reshape(3, *shape[:2]).transpose(1, 2, 0)
    else:
        pixels = cells.reshape(shape)
    eight = (pixels >> (dataset.BitsStored - 8)).astype(np.uint8)
    ybr = dataset.PhotometricInterpretation.startswith("YBR_FULL")
    return np.asarray(convert_color_space(eight, "YBR_FULL", "RGB")) if ybr else eight


def _version(tool: str) -> str:
    done = subprocess.run([tool, "--version"], capture_output=True, text=True)  # noqa: S603
    return done.stdout.split("\n")[0].strip()


if __name__ == "__main__":
    sys.exit(main())
