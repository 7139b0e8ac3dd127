"""How much burned-in writing is found, by size, and how much of a picture is taken for it.

Names and dates are written into the demo radiograph at the edges, in several sizes and shades; a text counts
as found where at least 95 % of its letters' pixels are covered. ``--pictures FOLDER`` takes other pictures.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from meddiag_gui.imaging.deidentify.text_boxes import find_text

SIZES = (8, 10, 12, 16, 24, 40)  # pixels of a letter's height, about
TEXTS = ("DOE^JANE", "MRN 4471920", "1961-04-12", "St. Mary Hospital", "SMITH, J 054Y", "12/04/1961 14:22")
LEAST_CONTRAST = 70  # grey levels: writing that can be read
FOUND = 0.95


def pictures(folder: Path | None, most: int) -> Iterator[NDArray[np.uint8]]:
    """Give grey pictures of at most 1024 pixels a side."""
    if folder is None:
        from meddiag_gui.gui.loading import make_demo
        from meddiag_gui.imaging.open import open_image

        whole = Image.fromarray(np.rint(255 * open_image(make_demo()).to_unit()).astype(np.uint8))
        for side in (512, 768, 1024):
            copy = whole.copy()
            copy.thumbnail((side, side))
            yield np.asarray(copy)
        return
    files = sorted(path for path in folder.rglob("*") if path.suffix.lower() in (".png", ".jpg", ".jpeg"))
    for path in random.Random(1).sample(files, min(most, len(files))):  # noqa: S311  (nothing secret)
        with Image.open(path) as image:
            yield np.asarray(image.convert("L"))


def write(
    picture: NDArray[np.uint8], size: int, chance: random.Random
) -> tuple[NDArray[np.uint8], NDArray[np.bool_]] | None:
    """Write one text; returns the picture and its letters, or None where no place gave contrast."""
    font = ImageFont.load_default(size)
    for _ in range(30):
        image = Image.fromarray(picture)
        draw = ImageDraw.Draw(image)
        text = chance.choice(TEXTS)
        _, _, width, height = draw.textbbox((0, 0), text, font=font)
        room = image.width - int(width) - 4, image.height - int(height) - 4
        if min(room) < 4:
            return None
        place = chance.choice((4, room[0], chance.randrange(4, room[0] + 1))), chance.choice((4, room[1]))
        draw.text(place, text, fill=chance.choice((255, 255, 220, 0)), font=font)
        written = np.asarray(image)
        letters = np.abs(written.astype(int) - picture) >= LEAST_CONTRAST
        if letters.sum() > 3 * size:
            return written, letters
    return None


def covered(picture: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """Return which pixels would be covered."""
    mask = np.zeros(picture.shape, bool)
    for box in find_text(picture):
        mask[box.top : box.bottom, box.left : box.right] = True
    return mask


def main() -> None:
    """Print a line a size, and one for pictures as they are."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pictures", type=Path)
    parser.add_argument("--most", type=int, default=40)
    given = parser.parse_args()
    all_pictures = list(pictures(given.pictures, given.most))
    chance = random.Random(2)  # noqa: S311
    for size in SIZES:
        shares = []
        for picture in all_pictures:
            made = write(picture, size, chance)
            if made is not None:
                shares.append(float(covered(made[0])[made[1]].mean()))
        found = sum(share >= FOUND for share in shares)
        share = 100 * np.mean(shares)
        print(f"{size:3d} px: {found} of {len(shares)} found, {share:.1f} % of letters covered")
    untouched = [float(covered(picture).mean()) for picture in all_pictures]
    mean, most = 100 * np.mean(untouched), 100 * max(untouched)
    print(f"as they are: {mean:.2f} % covered on average, {most:.2f} % at most")


if __name__ == "__main__":
    main()
