"""What a reader does to a draft, as functions from one draft to the next; without Qt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from meddiag_gui.gui.verdict.work import Told
from meddiag_gui.library.reading.opinion import Draft, FindingOpinion, Presence


def opinion(draft: Draft, finding: str) -> FindingOpinion | None:
    """Find what a draft says of a finding, whatever its case."""
    named = finding.casefold()
    return next((one for one in draft.findings if one.finding.casefold() == named), None)


def said(draft: Draft, finding: str, presence: Presence | None, instance: int, *, added: bool) -> Draft:
    """Take the reader's word on a finding, at the image looked at; None takes it back."""
    before = opinion(draft, finding)
    if presence is None:
        return replace(draft, findings=tuple(one for one in draft.findings if one is not before))
    if before is None:
        new = FindingOpinion(finding, presence, added=added, instance=instance)
        return replace(draft, findings=(*draft.findings, new))
    changed = replace(before, presence=presence, instance=instance, call="", score=None)
    return replace(draft, findings=tuple(changed if one is before else one for one in draft.findings))


def commented(draft: Draft, finding: str, comment: str) -> Draft:
    """Take a comment on a finding on which something is said."""
    before = opinion(draft, finding)
    changed = tuple(replace(one, comment=comment) if one is before else one for one in draft.findings)
    return replace(draft, findings=changed)


def with_comment(draft: Draft, comment: str) -> Draft:
    """Take the comment on the whole study."""
    return replace(draft, comment=comment)


def with_calls(draft: Draft, told: Mapping[str, Told], instance: int) -> Draft:
    """Put beside what the reader says what the model says of the same image."""
    named = {finding.casefold(): model for finding, model in told.items()}
    findings = tuple(
        replace(one, call=model.call, score=model.score)
        if (model := named.get(one.finding.casefold())) is not None and one.instance in (instance, None)
        else one
        for one in draft.findings
    )
    return replace(draft, findings=findings)


def missing(draft: Draft, named: Mapping[str, Told]) -> tuple[str, ...]:
    """Name the models' findings on which a draft says nothing."""
    return tuple(name for name in named if opinion(draft, name) is None)
