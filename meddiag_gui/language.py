"""What the program says, in the user's language: sentences are written in English and looked up.

Free of Qt, since sentences also arise in threads and in child processes that have none. A constant is marked
where it stands and translated where it is shown, for the language is not known while modules are imported.

Examples
--------
>>> tr("Image {n} of {total}", n=2, total=9)
'Image 2 of 9'
>>> tr_n("{n} study", "{n} studies", 1)
'1 study'
"""

from __future__ import annotations

_catalogue: dict[str, str] = {}


def tr(text: str, /, **values: object) -> str:
    """Translate a sentence and put values into it.

    Parameters
    ----------
    text
        English, with the names of values in braces where there are any.
    """
    found = _catalogue.get(text, text)
    return found.format(**values) if values else found


def tr_n(one: str, many: str, n: int, /, **values: object) -> str:
    """Translate a sentence whose form depends on a number, which stands in it as ``{n}``."""
    return tr(one if n == 1 else many, n=n, **values)


def mark(text: str) -> str:
    """Return a constant as it is: `tr` translates it where it is shown."""
    return text
