"""Descriptions with only the words of medicine left in them (PS3.15 E.3.6, Clean Descriptors Option)."""

from __future__ import annotations

import functools
import re

from meddiag_gui.imaging.deidentify.identities import Identities, folded

_WORD = re.compile(r"[^\W\d_]+|\d+(?:[.,]\d+)?|[^\w\s]|_")
_LONGEST_NUMBER = 3  # digits: thicknesses and angles, not numbers of people or days
_SIGNS = frozenset("+-/()%:;,.&^_|*=<>")
_FURTHER = frozenset((  # of protocols and series, beyond the meanings of codes
    "pa", "ap", "lat", "ll", "rl", "lao", "rao", "obl", "cxr", "kub", "abd", "ct", "mr", "mri", "us", "dx",
    "cr", "xr", "nm", "pet", "cta", "mra", "mrcp", "dwi", "adc", "swi", "flair", "stir", "tse", "fse",
    "gre", "epi", "spgr", "mprage", "space", "vibe", "dixon", "fs", "tof", "mip", "minip", "mpr", "vr",
    "axial", "ax", "cor", "coronal", "sag", "sagittal", "tra", "obliq", "scout", "localizer", "localiser",
    "topogram", "survey", "loc", "thin", "thick", "soft", "tissue", "bone", "lung", "brain", "kernel",
    "recon", "std", "standard", "sharp", "smooth", "native", "plain", "post", "pre", "contrast", "gad",
    "gd", "iv", "oral", "portal", "venous", "arterial", "delayed", "phase", "w", "wo", "with", "without",
    "and", "of", "the", "for", "to", "in", "on", "or", "no", "not", "bed", "side", "bedside", "portable",
    "supine", "erect", "upright", "decubitus", "weight", "bearing", "stress", "rest", "series", "study",
    "image", "images", "view", "views", "frontal", "dose", "report", "thorax", "chest", "abdomen", "pelvis",
    "spine", "cervical", "thoracic", "lumbar", "sacral", "hip", "knee", "ankle", "foot", "hand", "wrist",
    "elbow", "shoulder", "skull", "neck", "head", "face", "sinus", "heart", "liver", "kidney", "breast",
    "mm", "cm", "kv", "kvp", "mas", "ms", "sec", "s", "fov", "rms", "mlo", "cc", "tomo", "screening",
    "follow", "up", "control", "rechts", "links", "mit", "ohne", "und", "km", "schädel", "becken", "胸部",
    "正位", "侧位", "腹部", "头部", "平扫", "增强",
))  # fmt: skip


def cleaned(text: str, identities: Identities) -> str:
    """Keep the words of medicine and short numbers; a text that repeats an identity is emptied.

    Examples
    --------
    >>> from pydicom.dataset import Dataset
    >>> cleaned("CHEST PA, Dr. Kowalczyk 14.03.2024", Identities(Dataset()))
    'CHEST PA'
    """
    if identities.named_in(text):
        return ""
    kept = _WORD.sub(_known, text)
    return re.sub(r"\s+", " ", kept).strip(" .,;:^-/&|=_+*")


def _known(word: re.Match[str]) -> str:
    return word[0] if _is_known(word[0]) else " "


def _is_known(word: str) -> bool:
    if word[0].isdigit():
        return sum(letter.isdigit() for letter in word) <= _LONGEST_NUMBER
    if word in _SIGNS:
        return True
    plain = folded(word)
    return plain in _FURTHER or plain in _vocabulary() or _is_sequence(word)


def _is_sequence(word: str) -> bool:
    return len(word) == 1 and word.isascii() and word.isupper()


@functools.cache
def _vocabulary() -> frozenset[str]:
    """Words in the meanings of SNOMED CT, RadLex and DICOM codes (PS3.16), as pydicom lists them."""
    from pydicom.sr._concepts_dict import concepts

    words: set[str] = set()
    for scheme in ("DCM", "SCT", "RADLEX"):
        for keyword in concepts[scheme]:
            words.update(folded(word) for word in re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])", keyword))
    return frozenset(words)
