"""What references of a resource point to: in the resource, in the bundle, or by name alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from meddiag_gui.records.fhir.elements import member, members, text


class Context:
    """Resources by the ways in which they are referred to.

    Parameters
    ----------
    entries
        Full URL (may be empty) and resource of each.
    """

    def __init__(self, entries: Iterable[tuple[str, dict[str, Any]]] = ()) -> None:
        self._known: dict[str, dict[str, Any]] = {}
        for url, resource in entries:
            for key in (url, local_key(resource)):
                if key:
                    self._known.setdefault(key, resource)

    def find(self, reference: Any, inside: Mapping[str, Any]) -> dict[str, Any] | None:
        """Resource that a Reference points to; None where it is not at hand.

        Parameters
        ----------
        inside
            The resource that refers, for what it contains.
        """
        target = text(member(reference, "reference"))
        if target.startswith("#"):
            contained = members(inside, "contained")
            return next((each for each in contained if text(each.get("id")) == target[1:]), None)
        return self._known.get(target) or self._known.get(relative(target)) if target else None

    def subject(self, reference: Any, inside: Mapping[str, Any]) -> str:
        """Key of the patient that a Reference points to; empty where it names nobody."""
        target = text(member(reference, "reference"))
        if target.startswith("#"):  # known only inside this resource
            return f"{local_key(inside)}{target}"
        found = self.find(reference, inside)
        if found is not None:
            return local_key(found) or target
        if target:
            return relative(target)
        value, system = (text(member(reference, "identifier", name)) for name in ("value", "system"))
        return f"identifier {system}|{value}" if value else ""


def local_key(resource: Mapping[str, Any]) -> str:
    """``Patient/12``, by which a resource is known beside the others; empty without an id."""
    given = text(resource.get("id"))
    return f"{text(resource.get('resourceType'))}/{given}" if given else ""


def relative(target: str) -> str:
    """Shorten ``https://server/fhir/Patient/12/_history/3`` to ``Patient/12``; others stay."""
    parts = target.split("/_history/")[0].rsplit("/", 2)
    return "/".join(parts[-2:]) if "://" in target and len(parts) == 3 else target.split("/_history/")[0]
