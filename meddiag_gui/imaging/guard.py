"""The last net under the readers: a file may refuse to open, but never bring the program down."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import ParamSpec, TypeVar

from meddiag_gui.errors import UnreadableImage, UnsupportedImage
from meddiag_gui.language import tr

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")


def guarded(reader: Callable[Parameters, Result]) -> Callable[Parameters, Result]:
    """Let a reader fail only with `UnreadableImage` or `UnsupportedImage`.

    The readers name every failure that they know. What is left are libraries that a hostile file made
    stumble, and their exceptions can be of any kind; the cause stays attached for whoever looks for it.
    """

    @functools.wraps(reader)
    def read(*args: Parameters.args, **kwargs: Parameters.kwargs) -> Result:
        try:
            return reader(*args, **kwargs)
        except (UnreadableImage, UnsupportedImage):
            raise
        except MemoryError as error:
            raise UnsupportedImage(tr("it needs more memory than there is")) from error
        except Exception as error:
            raise UnreadableImage(tr("it is damaged ({kind})", kind=type(error).__name__)) from error

    return read
