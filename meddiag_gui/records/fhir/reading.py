"""A bundle or NDJSON as items: persons first, then everything about them; what is not read is told."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from meddiag_gui.errors import RecordError
from meddiag_gui.language import mark, tr
from meddiag_gui.records.fhir.context import Context, local_key
from meddiag_gui.records.fhir.elements import member, text
from meddiag_gui.records.fhir.observations import values_of
from meddiag_gui.records.fhir.people import person_by_reference, person_of
from meddiag_gui.records.fhir.statements import READERS, statement_of
from meddiag_gui.records.fhir.validating import check
from meddiag_gui.records.model import Flag, Item, Person, Problem
from meddiag_gui.records.opening import Form, RecordFile, lines_of, whole
from meddiag_gui.tasks import CancelToken

_HELPERS = frozenset({"Medication"})  # read where another resource refers to them
_NOBODY = mark("it names no patient and was left out")
_NO_TYPE = mark("it is no FHIR resource")

Entry = tuple[str, str, dict[str, Any]]
"""Place, full URL (may be empty), resource."""


def read_fhir(
    file: RecordFile, people: dict[str, Person] | None = None, *, token: CancelToken | None = None
) -> Iterator[Item | Problem]:
    """Read a file of FHIR.

    Parameters
    ----------
    people
        Patients of other files that were exported together, by the key that references have; see `people_of`.

    Raises
    ------
    RecordError
        If the file cannot be read at all.
    Cancelled
        If the token was cancelled.
    """
    token = token or CancelToken()
    known: dict[str, Person] = {}
    others = people or {}
    if file.form is Form.NDJSON:
        yield from _known(people_of(file, token=token), known)
        yield from _items(_lines(file), known, others, Context(), token)
        return
    entries = _entries_of_json(file)
    sound = [entry for entry in entries if not isinstance(entry, Problem)]
    for entry in sound:
        if entry[2].get("resourceType") == "Patient":
            yield from _known(_read_person(entry), known)
    context = Context((url, each) for _, url, each in sound)
    yield from _items(entries, known, others, context, token)


def _known(found: Iterator[Person | Problem], people: dict[str, Person]) -> Iterator[Person | Problem]:
    for item in found:
        if isinstance(item, Person):
            people[item.subject] = item
        yield item


def people_of(file: RecordFile, *, token: CancelToken | None = None) -> Iterator[Person | Problem]:
    """Read only the patients of NDJSON, which other files may refer to."""
    for entry in _lines(file, needle=b'"Patient"'):
        if token is not None:
            token.check()
        if not isinstance(entry, Problem) and entry[2].get("resourceType") == "Patient":
            yield from _read_person(entry)


def _items(
    entries: Iterable[Entry | Problem],
    people: dict[str, Person],
    others: Mapping[str, Person],
    context: Context,
    token: CancelToken,
) -> Iterator[Item | Problem]:
    """Read everything but the patients."""
    skipped: Counter[str] = Counter()
    seen: dict[int, int] = {}
    for entry in entries:
        token.check()
        if isinstance(entry, Problem):
            yield entry
            continue
        kind = text(entry[2].get("resourceType"))
        if kind in READERS or kind == "Observation":
            yield from _read(entry, kind, people, others, context, _again(entry[2], seen))
        elif kind not in _HELPERS and kind != "Patient":
            skipped[kind or "?"] += 1
    for kind, count in sorted(skipped.items()):
        yield Problem(kind, tr("{n} resources of this type are not read", n=count))


def _again(resource: dict[str, Any], seen: dict[int, int]) -> bool:
    """Whether an id was there before with other content; both as hashes, for there can be millions."""
    key = local_key(resource)
    if not key:
        return False
    content = hash(_digest(resource))
    return seen.setdefault(hash(key), content) != content


def _read_person(entry: Entry) -> Iterator[Person | Problem]:
    place, url, resource = entry
    checked = check(resource)
    yield from (Problem(place, said) for said in checked.complaints)
    if checked.resource:
        yield person_of(checked.resource, local_key(resource) or url or place, place)


def _read(
    entry: Entry,
    kind: str,
    people: dict[str, Person],
    others: Mapping[str, Person],
    context: Context,
    again: bool,
) -> Iterator[Item | Problem]:
    place, _, resource = entry
    checked = check(resource)
    yield from (Problem(place, said) for said in checked.complaints)
    sound = checked.resource
    subject = context.subject(sound.get("subject") or sound.get("patient"), sound)
    if not subject:
        if sound:
            yield Problem(place, tr(_NOBODY))
        return
    if subject not in people:
        found = others.get(subject) or _contained(subject, sound, context)
        people[subject] = found or person_by_reference(subject)
        yield people[subject]
    flags = ((Flag.INCOMPLETE,) if checked.damaged else ()) + ((Flag.SAME_ID,) if again else ())
    if again:
        yield Problem(place, tr("its id was given to another resource of this file too"))
    content = _digest(resource)
    if kind == "Observation":
        yield from (replace(value, content=content) for value in values_of(sound, subject, place, flags))
    else:
        yield replace(statement_of(sound, subject, place, flags, context), content=content)


def _digest(resource: dict[str, Any]) -> str:
    """Know a resource's content again, whatever the server says of when it was changed."""
    bare = {key: value for key, value in resource.items() if key not in ("meta", "text")}
    return hashlib.blake2b(json.dumps(bare, sort_keys=True).encode(), digest_size=16).hexdigest()


def _contained(subject: str, resource: dict[str, Any], context: Context) -> Person | None:
    """The patient that a resource contains, if that is whom it is about."""
    found = (
        context.find(resource.get("subject") or resource.get("patient"), resource) if "#" in subject else None
    )
    return person_of(found, subject, subject) if found and found.get("resourceType") == "Patient" else None


def _entries_of_json(file: RecordFile) -> list[Entry | Problem]:
    """Entries of a bundle, of a list of resources, or of one resource."""
    try:
        found = json.loads(whole(file))
    except RecursionError as error:
        raise RecordError(tr("{name} is nested too deeply.", name=file.name)) from error
    except ValueError as error:
        raise RecordError(tr("{name} is no sound JSON.", name=file.name)) from error
    except MemoryError as error:
        raise RecordError(tr("There is too little memory for {name}.", name=file.name)) from error
    if isinstance(found, list):
        return [_entry({"resource": each}, index) for index, each in enumerate(found, 1)]
    kind = found.get("resourceType") if isinstance(found, dict) else None
    if not isinstance(kind, str):
        raise RecordError(tr("{name} is JSON, but no FHIR resource.", name=file.name))
    return _unbundle(found) if kind == "Bundle" else [_entry({"resource": found}, 1)]


def _unbundle(bundle: dict[str, Any], prefix: str = "") -> list[Entry | Problem]:
    """Entries of a bundle; of several versions in a history only the first, which is the latest."""
    entries = bundle.get("entry")
    made: list[Entry | Problem] = []
    seen: set[str] = set()
    for index, each in enumerate(entries if isinstance(entries, list) else (), 1):
        if isinstance(each, dict) and text(member(each, "request", "method")) == "DELETE":
            made.append(
                Problem(f"{prefix}entry {index}", tr("it asks for a deletion, which is not followed"))
            )
            continue
        entry = _entry(each, index, prefix)
        if not isinstance(entry, Problem) and bundle.get("type") == "history":
            key = local_key(entry[2])
            if key and key in seen:
                made.append(Problem(entry[0], tr("an earlier version, left out")))
                continue
            seen.add(key)
        made.append(entry)
    return made


def _entry(entry: Any, index: int, prefix: str = "") -> Entry | Problem:
    resource = entry.get("resource") if isinstance(entry, dict) else None
    if not isinstance(resource, dict) or not isinstance(resource.get("resourceType"), str):
        return Problem(f"{prefix}entry {index}", tr(_NO_TYPE))
    named = local_key(resource)
    place = named or f"{resource['resourceType'][:40]}, entry {index}"
    return f"{prefix}{place}", text(entry.get("fullUrl")), resource


def _lines(file: RecordFile, needle: bytes = b"") -> Iterator[Entry | Problem]:
    """Resources of NDJSON; a damaged line costs only itself. A bundle in a line counts as its entries."""
    for number, line in lines_of(file):
        place = f"line {number}"
        if line is None:
            yield Problem(place, tr("it is too long"))
            continue
        if needle and needle not in line:
            continue
        try:
            resource = json.loads(line)
        except (ValueError, RecursionError):
            yield Problem(place, tr("it is no sound JSON"))
            continue
        if isinstance(resource, dict) and resource.get("resourceType") == "Bundle":
            yield from _unbundle(resource, f"{place}, ")
            continue
        entry = _entry({"resource": resource}, number)
        yield (
            Problem(place, tr(_NO_TYPE))
            if isinstance(entry, Problem)
            else (f"{place}, {entry[0]}", *entry[1:])
        )
