"""Words as search looks them up: any script, without case and accents.

Scripts that leave no space between words are looked up character by character, so that any part of a Chinese
name is found. Latin letters with an umlaut are found under both of their spellings (Müller: muller, mueller).
"""

from __future__ import annotations

import re
import unicodedata

_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"})
_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "ŋ": "n"}
)
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"  # Thai, Lao, Myanmar, Khmer
    "\u3005\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff"  # kana, Han, Hangul
    "\U00020000-\U000323af"  # Han beyond the basic plane
)
_WORD = re.compile(rf"[{_UNSPACED}]|[^\W_{_UNSPACED}]+")


def fold(text: str) -> str:
    """Write a text as the words that it is found by, separated by spaces, in every spelling.

    Examples
    --------
    >>> fold("Wang^Xiǎo=王^小")
    'wang xiao 王 小'
    >>> fold("MÜLLER")
    'muller mueller'
    """
    lowered = unicodedata.normalize("NFC", text).casefold()
    words = _words(lowered)
    other = _words(lowered.translate(_UMLAUTS))
    return " ".join([*words, *(word for word in other if word not in words)])


def spellings(text: str) -> tuple[str, ...]:
    """Give what to look for in folded text: one or two spellings, none without a letter or digit."""
    lowered = unicodedata.normalize("NFC", text).casefold()
    found = (" ".join(_words(each)) for each in (lowered, lowered.translate(_UMLAUTS)))
    return tuple(dict.fromkeys(filter(None, found)))


def match_of(word: str) -> str:
    """Write one word of a query in the language of FTS5: what begins with it, in any of its spellings.

    Returns
    -------
    str
        Empty for a word without a letter or digit.
    """
    found = [f'"{spelling}"*' for spelling in spellings(word)]
    return f"({' OR '.join(found)})" if found else ""


def _words(lowered: str) -> list[str]:
    apart = unicodedata.normalize("NFKD", lowered.translate(_LETTERS))
    bare = "".join(character for character in apart if unicodedata.category(character) != "Mn")
    return _WORD.findall(unicodedata.normalize("NFC", bare).casefold())
