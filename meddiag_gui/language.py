"""What the program says, in the user's language: sentences are written in English and looked up.

Free of Qt, since sentences also arise in threads and in child processes that have none. A constant is marked
where it stands and translated where it is shown, for the language is not known while modules are imported.

A catalogue is a file of Qt Linguist, ``meddiag_zh_CN.ts``, in the program's ``translations`` folder or in the
user's: another language needs no code. What is kept in files or written for other programs stays English:
`english` tells what a sentence was before it was translated, and `retell` translates one that was kept.

Examples
--------
>>> tr("Image {n} of {total}", n=2, total=9)
'Image 2 of 9'
>>> tr_n("{n} study", "{n} studies", 1)
'1 study'
"""

from __future__ import annotations

import functools
import logging
import re
import string
import threading
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from meddiag_gui import paths

SOURCE = "en"
"""In which sentences are written."""
_PREFIX, _SUFFIX = "meddiag_", ".ts"
_LARGEST = 2**24  # bytes of a catalogue
_REMEMBERED = 20_000  # sentences whose English is known
_OWN_LETTERS = 8  # that a sentence needs to be known again by them
_NAME = re.compile(r"[a-z]{2,3}(_[A-Za-z]{2,4})*")
_VALUE = re.compile(r"\{(\w+)[^{}]*\}")
_log = logging.getLogger(__name__)
_catalogue: Mapping[str, str] = {}
_language = SOURCE
_english: dict[str, str] = {}
_lock = threading.Lock()


def tr(text: str, /, **values: object) -> str:
    """Translate a sentence and put values into it.

    Parameters
    ----------
    text
        English, with the names of values in braces where there are any.
    """
    found = _catalogue.get(text, text)
    said = found.format(**values) if values else found
    if _catalogue:
        _remember(said, text, values)
    return said


def tr_n(one: str, many: str, n: int, /, **values: object) -> str:
    """Translate a sentence whose form depends on a number, which stands in it as ``{n}``."""
    return tr(one if n == 1 else many, n=n, **values)


def mark(text: str) -> str:
    """Return a constant as it is: `tr` translates it where it is shown."""
    return text


def retell(told: str) -> str:
    """Translate a finished English sentence, as files, journals and other processes keep it.

    Its values are found again by the words around them, and translated where they are sentences themselves.
    What no catalogue knows comes back as it is.
    """
    return _retold(told) if _catalogue else told


def english(said: str) -> str:
    """Return the English of what `tr` said lately, for files and other programs; any other text as it is."""
    return _english.get(said, said)


def use(language: str) -> None:
    """Speak a language from now on: one of `languages`; English where there is no catalogue of it."""
    global _catalogue, _language  # what the program speaks is one thing, like the locale of the process
    found: dict[str, str] = {}
    for file in _files():
        if _language_of(file) == language:
            found |= read_catalogue(file)
    _catalogue, _language = found, language if found else SOURCE
    _retold.cache_clear()
    _shapes.cache_clear()


def in_use() -> str:
    """Return the language that is spoken, such as ``zh_CN``."""
    return _language


def languages() -> tuple[str, ...]:
    """Return the languages that there is a catalogue of, English first."""
    return SOURCE, *sorted({_language_of(file) for file in _files()} - {SOURCE})


def best(wanted: Iterable[str]) -> str:
    """Return the first language that can be spoken: the very one (``zh-CN``), or one of that name (``zh``).

    Parameters
    ----------
    wanted
        As the system names them, the most wanted first.
    """
    known = languages()
    for name in wanted:
        name = name.replace("-", "_")
        alike = [one for one in known if one.split("_")[0] == name.split("_")[0]]
        if alike:
            return name if name in alike else alike[0]
    return SOURCE


def sayings() -> dict[str, str]:
    """Give away what was said since, with its English: for another process, which takes it with `learn`."""
    with _lock:
        said = dict(_english)
        _english.clear()
    return said


def learn(said: Mapping[str, str]) -> None:
    """Take the English of what another process said."""
    with _lock:
        _english.update(said)
        while len(_english) > _REMEMBERED:
            del _english[next(iter(_english))]


def read_catalogue(file: Path) -> dict[str, str]:
    """Read the sentences of a catalogue that are translated and fit to be shown.

    A sentence whose values (``{name}``) are not those of its English would fail where it is shown: it is left
    out. A file that cannot be read costs the catalogue, never the start.
    """
    from xml.etree import ElementTree  # not on the way of an English start

    found: dict[str, str] = {}
    try:
        if file.stat().st_size > _LARGEST:
            raise ValueError("it is far too large")
        tree = ElementTree.fromstring(file.read_bytes())  # noqa: S314  # expat bounds what entities grow to
    except (OSError, ValueError, ElementTree.ParseError) as error:
        _log.warning("The catalogue %s cannot be read (%s).", file.name, type(error).__name__)
        return found
    unfit = 0
    for message in tree.iter("message"):
        source, translation = message.findtext("source") or "", message.find("translation")
        if translation is None or not translation.text or translation.get("type"):
            continue
        same = "{" not in source + translation.text or fields(source) == fields(translation.text)
        if same:
            found[source] = translation.text
        else:
            unfit += 1
    if unfit:
        _log.warning("%d sentences of %s lack their values; they stay English.", unfit, file.name)
    return found


def fields(text: str) -> frozenset[tuple[str, str, str]] | None:
    """Return the values that a sentence takes, with how they are written; None if its braces do not fit."""
    try:
        parts = list(string.Formatter().parse(text))
    except ValueError:
        return None
    return frozenset((name, spec or "", how or "") for _, name, spec, how in parts if name is not None)


@functools.lru_cache(4096)
def _retold(told: str) -> str:
    if told in _catalogue:
        return _catalogue[told]
    for texts, shape, sentence in _shapes():
        if not all(text in told for text in texts):  # patterns are costly: most are never made
            continue
        found = re.fullmatch(shape, told, re.DOTALL)
        if found:
            values = {name: _retold(value) for name, value in found.groupdict().items()}
            return _VALUE.sub(r"{\1}", _catalogue[sentence]).format(**values)
    first, *rest = re.split(r"(?<=[.!?]) (?=[A-Z])", told)
    return " ".join(map(_retold, (first, *rest))) if rest else told


@functools.lru_cache(1)
def _shapes() -> list[tuple[list[str], str, str]]:
    """Words, pattern and text of each sentence with values, those with the most words of their own first."""
    shapes: list[tuple[int, list[str], str, str]] = []
    for sentence in (text for text in _catalogue if "{" in text):
        parts = list(string.Formatter().parse(sentence))
        names = [name for _, name, _, _ in parts if name]
        own = sum(character.isalpha() for text, _, _, _ in parts for character in text)
        if own >= _OWN_LETTERS and len(set(names)) == len(names):
            shape = "".join(
                re.escape(text) + (f"(?P<{name}>.+?)" if name else "") for text, name, _, _ in parts
            )
            shapes.append((own, [text for text, _, _, _ in parts if text], shape, sentence))
    return [(texts, shape, sentence) for _, texts, shape, sentence in sorted(shapes, reverse=True)]


def _remember(said: str, text: str, values: Mapping[str, object]) -> None:
    plain = {
        name: english(str(value)) if isinstance(value, str | Exception) else value
        for name, value in values.items()
    }
    learn({said: text.format(**plain) if plain else text})


def _files() -> Iterator[Path]:
    """All catalogues; the user's own last, so that they count."""
    for folder in (paths.resources(), paths.user_data()):
        for file in sorted((folder / "translations").glob(f"{_PREFIX}*{_SUFFIX}")):
            if (
                _NAME.fullmatch(_language_of(file)) and file.is_file()
            ):  # reading a pipe would wait for its writer
                yield file


def _language_of(file: Path) -> str:
    return file.name.removeprefix(_PREFIX).removesuffix(_SUFFIX)
