"""Many images one after the other, read by two threads a few ahead of their turn."""

from __future__ import annotations

from collections import deque
from collections.abc import Generator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

from meddiag_gui.imaging.image import RadiographImage
from meddiag_gui.imaging.isolated.reader import IsolatedReader
from meddiag_gui.tasks import CancelToken, heeding

_THREADS = 2
_AHEAD = 4  # images that are read and not yet taken: what this needs of memory


def read_ahead(
    refs: Sequence[tuple[Path, int]], token: CancelToken
) -> Generator[RadiographImage, None, None]:
    """Read frames of files in their order; close the generator to end its threads.

    Raises
    ------
    UnreadableImage, UnsupportedImage
        As `IsolatedReader.open_image`, when it is the image's turn.
    Cancelled
        If the token was cancelled.
    """
    with ExitStack() as ending:
        readers = [ending.enter_context(IsolatedReader()) for _ in range(_THREADS)]
        pools = [ending.enter_context(ThreadPoolExecutor(1, "meddiag-ahead")) for _ in readers]
        waiting: deque[Future[RadiographImage]] = deque()
        for number, ref in enumerate(refs):
            waiting.append(pools[number % _THREADS].submit(_read, readers[number % _THREADS], ref, token))
            if len(waiting) >= _AHEAD:
                token.check()
                yield waiting.popleft().result()
        while waiting:
            token.check()
            yield waiting.popleft().result()


def _read(reader: IsolatedReader, ref: tuple[Path, int], token: CancelToken) -> RadiographImage:
    with heeding(token):  # on this thread too
        return reader.open_image(*ref)
