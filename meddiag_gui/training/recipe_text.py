"""A recipe as the text of ``recipe.toml``."""

from __future__ import annotations

import json
from typing import Any

import msgspec

from meddiag_gui.training.recipe import Recipe


def recipe_text(recipe: Recipe) -> str:
    """Write a recipe so that `read_recipe` reads the same one; what is None is left out."""
    lines: list[str] = []
    for name, part in msgspec.to_builtins(recipe).items():
        if isinstance(part, dict):
            lines += [f"[{name}]", *_fields(part), ""]
        elif part is not None:
            for one in part:
                lines += [f"[[{name}]]", *_fields(one), ""]
    return "\n".join(lines)


def _fields(part: dict[str, Any]) -> list[str]:
    return [f"{key} = {_value(value)}" for key, value in part.items() if value is not None]


def _value(value: Any) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(_fields(value)) + " }"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(_value, value)) + "]"
    if isinstance(value, str):  # TOML's basic strings are JSON's, but for one control character
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(value, bool):
        return str(value).lower()
    return repr(value)
