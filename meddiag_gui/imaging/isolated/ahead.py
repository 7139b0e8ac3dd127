"""Many images one after the other, read by two threads a few ahead of their turn."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import TypeVar

from meddiag_gui.imaging.image import RadiographImage
from meddiag_gui.imaging.isolated.reader import IsolatedReader
from meddiag_gui.tasks import CancelToken, heeding

_THREADS = 2
_AHEAD = 4  # images that are read and not yet taken: what this needs of memory

Item = TypeVar("Item")
Result = TypeVar("Result")


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
    return ahead(refs, lambda reader, ref: reader.open_image(*ref), token)


def ahead(
    items: Sequence[Item], do: Callable[[IsolatedReader, Item], Result], token: CancelToken
) -> Generator[Result, None, None]:
    """Do something with each item and a reader, on the threads; give the results in order.

    Raises
    ------
    Cancelled
        If the token was cancelled.
    Exception
        What ``do`` raises, when it is the item's turn; that ends it.
    """

    def heedful(reader: IsolatedReader, item: Item) -> Result:
        with heeding(token):  # on that thread too
            return do(reader, item)

    with ExitStack() as ending:
        readers = [ending.enter_context(IsolatedReader()) for _ in range(_THREADS)]
        pools = [ending.enter_context(ThreadPoolExecutor(1, "meddiag-ahead")) for _ in readers]
        waiting: deque[Future[Result]] = deque()
        for number, item in enumerate(items):
            waiting.append(pools[number % _THREADS].submit(heedful, readers[number % _THREADS], item))
            if len(waiting) >= _AHEAD:
                token.check()
                yield waiting.popleft().result()
        while waiting:
            token.check()
            yield waiting.popleft().result()
