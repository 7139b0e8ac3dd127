"""What reading costs: a picture against the bare decoding of its frame, an index of headers against pydicom.

Goals: open to pixels at most 1.15 times the bare decoding by the best decoder; headers of a CT series of
2,400 files at least 10 times, of mixed files at least 4 times as many a second as pydicom reads whole.
Everything is read from the system's cache, in random order, with an A/A control.
Run: ``python benchmarks/reading.py [ROUNDS]``.
"""

from __future__ import annotations

import functools
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import imagecodecs
import numpy as np
import pydicom
import pydicom.data
from numpy.typing import NDArray
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.encaps import encapsulate, generate_frames
from pydicom.uid import (
    UID,
    CTImageStorage,
    DigitalXRayImageStorageForPresentation,
    ExplicitVRLittleEndian,
    JPEG2000Lossless,
    JPEGLosslessSV1,
    JPEGLSLossless,
    RLELossless,
    generate_uid,
)

from meddiag_gui.errors import MedDiagError
from meddiag_gui.imaging.isolated.reader import IsolatedReader
from meddiag_gui.imaging.open import open_image

GAP = 0.06  # seconds between two measurements, so that they do not disturb each other
SLICES = 2400
Work = Callable[[], Any]


def radiograph() -> NDArray[np.uint16]:
    """Make 12-bit noise as smooth as a detector's, around a slope."""
    noise = np.random.default_rng(0).normal(0, 60, (3000, 2500))
    smooth = sum(np.roll(noise, (y, x), (0, 1)) for y in (-1, 0, 1) for x in (-1, 0, 1)) / 3
    return np.clip(np.linspace(500, 3500, 2500) + smooth, 0, 4095).astype(np.uint16)


def write(path: Path, dataset: Dataset, syntax: UID, sop_class: UID) -> Path:
    """Write a data set as a Part 10 file."""
    dataset.file_meta = FileMetaDataset()
    dataset.file_meta.TransferSyntaxUID = syntax
    dataset.SOPClassUID, dataset.SOPInstanceUID = sop_class, generate_uid()
    dataset.save_as(path, implicit_vr=False, little_endian=True, enforce_file_format=True)
    return path


def image_dataset(pixels: NDArray[np.uint16]) -> Dataset:
    """Describe grey pixels of 12 bits."""
    dataset = Dataset()
    dataset.Modality, dataset.PatientName, dataset.PatientID = "DX", "Phantom", "1"
    dataset.Rows, dataset.Columns = pixels.shape
    dataset.SamplesPerPixel, dataset.PhotometricInterpretation = 1, "MONOCHROME2"
    dataset.BitsAllocated, dataset.BitsStored, dataset.HighBit, dataset.PixelRepresentation = 16, 12, 11, 0
    dataset.WindowCenter, dataset.WindowWidth = 2048, 4096
    dataset.PixelData = pixels.tobytes()
    return dataset


def pictures(folder: Path) -> dict[str, tuple[Path, Work]]:
    """Write a radiograph in every lossless syntax; with each file the bare decoding of its frame."""
    pixels = radiograph()
    coded: dict[str, tuple[UID, Any, Callable[..., Any]]] = {
        "JPEG lossless": (JPEGLosslessSV1, imagecodecs.ljpeg_encode(pixels), imagecodecs.jpeg8_decode),
        "JPEG-LS": (JPEGLSLossless, imagecodecs.jpegls_encode(pixels), imagecodecs.jpegls_decode),
        "JPEG 2000": (
            JPEG2000Lossless,
            imagecodecs.jpeg2k_encode(pixels, codecformat="J2K", reversible=True, level=0),
            imagecodecs.jpeg2k_decode,
        ),
    }
    made: dict[str, tuple[Path, Work]] = {}
    for name, (syntax, data, decode) in coded.items():
        dataset = image_dataset(pixels)
        dataset.PixelData = encapsulate([data])
        path = write(folder / f"{name}.dcm", dataset, syntax, DigitalXRayImageStorageForPresentation)
        made[name] = path, functools.partial(decode, data)
    native = write(
        folder / "native.dcm",
        image_dataset(pixels),
        ExplicitVRLittleEndian,
        DigitalXRayImageStorageForPresentation,
    )
    made["uncompressed"] = native, lambda: np.frombuffer(native.read_bytes()[-pixels.nbytes :], "<u2")
    made["RLE"] = _rle(folder, pixels)
    return made


def _rle(folder: Path, pixels: NDArray[np.uint16]) -> tuple[Path, Work]:
    dataset = image_dataset(pixels)
    dataset.file_meta = FileMetaDataset()
    dataset.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    dataset.compress(RLELossless)
    (frame,) = generate_frames(dataset.PixelData, number_of_frames=1)
    offsets = np.frombuffer(frame[4:12], "<u4").tolist()
    path = write(folder / "rle.dcm", dataset, RLELossless, DigitalXRayImageStorageForPresentation)

    def decode() -> NDArray[Any]:
        planes = [
            np.frombuffer(imagecodecs.packbits_decode(frame[start:end]), np.uint8, pixels.size)
            for start, end in zip(offsets, [offsets[1], len(frame)], strict=True)
        ]
        return planes[0].astype(np.uint16) << 8 | planes[1]

    return path, decode


def medians(works: dict[str, Work], rounds: int) -> dict[str, float]:
    """Milliseconds that each takes, in random order with gaps; the first round is warming up."""
    times: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(rounds + 1):
        for name in random.sample(sorted(works), len(works)):
            start = time.perf_counter()
            works[name]()
            times[name].append((time.perf_counter() - start) * 1e3)
            time.sleep(GAP)
    return {name: statistics.median(taken[1:]) for name, taken in times.items()}


def compare_pictures(folder: Path, reader: IsolatedReader, rounds: int) -> None:
    """Print the time to open as the window does, and in this process alone, over that to decode."""
    print(
        "Open to pixels, 3000×2500 of 12 bits            bare      A/A   window   here  (goal: at most 1.15)"
    )
    for name, (path, bare) in pictures(folder).items():
        taken = medians(
            {
                "bare": bare,
                "again": bare,
                "window": functools.partial(reader.open_image, path),
                "here": functools.partial(open_image, path),
            },
            rounds,
        )
        ratios = [taken[kind] / taken["bare"] for kind in ("again", "window", "here")]
        print(f"  {name:38} {taken['bare']:8.1f} ms" + "".join(f"{ratio:8.2f}" for ratio in ratios))


def ct_series(folder: Path) -> list[Path]:
    """Write slices whose headers have some 250 elements."""
    folder.mkdir()
    dataset = image_dataset(np.zeros((16, 16), np.uint16))
    dataset.Modality, dataset.StudyInstanceUID, dataset.SeriesInstanceUID = (
        "CT",
        generate_uid(),
        generate_uid(),
    )
    dataset.PixelSpacing, dataset.ImageOrientationPatient = [0.7, 0.7], [1, 0, 0, 0, 1, 0]
    dataset.RescaleIntercept, dataset.RescaleSlope = -1024, 1
    block = dataset.private_block(0x0043, "BENCHMARK", create=True)
    for number in range(220):
        block.add_new(
            number, ("DS", "LO", "SL", "SH")[number % 4], ("1.5\\2.5", "text", 7, "short")[number % 4]
        )
    paths = []
    for number in range(SLICES):
        dataset.InstanceNumber, dataset.ImagePositionPatient = number, [-100, -100, number * 0.5]
        paths.append(write(folder / f"{number:04}", dataset, ExplicitVRLittleEndian, CTImageStorage))
    return paths


def mixed() -> list[Path]:
    """List the DICOM files that pydicom ships and that hold an image."""
    found = []
    with IsolatedReader() as reader:
        for path in sorted(Path(pydicom.data.__file__).parent.rglob("*.dcm")):
            try:
                reader.read_instance(path)
                pydicom.dcmread(path, stop_before_pixels=True)
            except (MedDiagError, pydicom.errors.InvalidDicomError):
                continue
            found.append(path)
    return found


def compare_headers(name: str, paths: Sequence[Path], reader: IsolatedReader, rounds: int) -> None:
    """Print files a second of our index and of pydicom's whole-header read, unconverted and converted."""

    def ours() -> None:
        for path in paths:
            reader.read_instance(path)

    def read() -> None:
        for path in paths:
            pydicom.dcmread(path, stop_before_pixels=True)

    def converted() -> None:
        for path in paths:
            for _ in pydicom.dcmread(path, stop_before_pixels=True):
                pass

    taken = medians({"index": ours, "again": ours, "read": read, "converted": converted}, rounds)
    print(f"Headers, {name}: {len(paths)} files, {1e3 * len(paths) / taken['index']:,.0f} files a second")
    print(f"  A/A control                                 {taken['again'] / taken['index']:.2f}")
    print(f"  times pydicom's whole-header read           {taken['read'] / taken['index']:.1f}")
    print(f"  times the same with its values converted    {taken['converted'] / taken['index']:.1f}")


def main() -> None:
    """Print times and ratios."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 9
    pydicom.config.settings.reading_validation_mode = pydicom.config.IGNORE
    with tempfile.TemporaryDirectory() as folder, IsolatedReader() as reader:
        compare_pictures(Path(folder), reader, rounds)
        compare_headers("a CT series (goal: 10)", ct_series(Path(folder, "ct")), reader, 3)
        compare_headers("mixed files (goal: 4)", mixed(), reader, rounds)


if __name__ == "__main__":
    main()
