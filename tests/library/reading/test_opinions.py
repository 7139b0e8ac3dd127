"""From draft to signed to amended; three opinions apart; what was signed stays."""

from __future__ import annotations

import pytest
from sqlalchemy import delete, text
from sqlalchemy.exc import DBAPIError

from meddiag_gui.library import audit
from meddiag_gui.library.library import Library
from meddiag_gui.library.reading import opinions, predictions
from meddiag_gui.library.reading.opinion import Draft, FindingOpinion, VerdictError, agreement
from meddiag_gui.library.tables.core import READ, READING, UNREAD, Study
from meddiag_gui.library.tables.reading import Opinion, OpinionFinding, Standing
from tests.support.libraries import add_study, answer, image_of, new_library

PRESENT = Draft((FindingOpinion("pneumonia", "present"),))
ABSENT = Draft((FindingOpinion("pneumonia", "absent", "only a skin fold"),), "Compare in a week.")


@pytest.fixture
def library(tmp_path):
    with Library.open(new_library(tmp_path / "library")) as opened:
        yield opened


@pytest.fixture
def session(library):
    with library.write() as session:
        yield session


@pytest.fixture
def study(session):
    return add_study(session)


def actions(session):
    return [entry.action for entry in audit.entries(session)]


def test_nothing_is_written_by_looking(session, study):
    assert opinions.load(session, study, "ada") == opinions.ReadingState("ada")
    assert session.get(Study, study).status == UNREAD


def test_a_draft_is_kept_and_replaced(session, study):
    opinions.save_draft(session, study, "ada", "with_model", PRESENT)
    state = opinions.save_draft(session, study, "ada", "with_model", ABSENT)
    assert state.draft("with_model").content == ABSENT
    assert state.signed("with_model") is None
    assert session.get(Study, study).status == READING
    assert session.get(Standing, study).verdict == "draft"


def test_drafts_of_two_readers_are_two(session, study):
    opinions.save_draft(session, study, "ada", "with_model", PRESENT)
    opinions.save_draft(session, study, "bob", "with_model", ABSENT)
    assert opinions.load(session, study, "ada").draft("with_model").content == PRESENT
    assert opinions.load(session, study, "bob").draft("with_model").content == ABSENT
    assert opinions.others(session, study, "ada") == ()  # a draft is nobody else's business


def test_signing_ends_the_draft_and_tells_the_worklist_the_search_and_the_log(session, study):
    opinions.save_draft(session, study, "ada", "with_model", PRESENT)
    state = opinions.sign(session, study, "ada", "with_model", ABSENT)
    assert state.draft("with_model") is None
    signed = state.signed("with_model")
    assert (signed.number, signed.content) == (1, ABSENT)
    kept, standing = session.get(Study, study), session.get(Standing, study)
    assert kept.status == READ
    assert kept.verdict_words == "pneumonia absent compare in a week"
    assert (standing.verdict, standing.reader, standing.signed_at) == ("signed", "ada", signed.signed_at)
    assert actions(session) == ["sign"]
    assert [state.reader for state in opinions.others(session, study, "bob")] == ["ada"]


def test_amending_needs_a_reason_and_keeps_the_version_before(session, study):
    opinions.sign(session, study, "ada", "with_model", PRESENT)
    with pytest.raises(VerdictError, match="only with a reason"):
        opinions.save_draft(session, study, "ada", "with_model", ABSENT)
    amended = Draft(ABSENT.findings, ABSENT.comment, "The lateral view came later.")
    state = opinions.sign(session, study, "ada", "with_model", amended)
    assert [(one.number, one.content) for one in state.versions] == [(1, PRESENT), (2, amended)]
    assert session.get(Standing, study).verdict == "amended"
    assert actions(session) == ["sign", "amend"]


def test_an_amendment_that_is_given_up_leaves_what_was_signed(session, study):
    opinions.sign(session, study, "ada", "with_model", PRESENT)
    opinions.save_draft(session, study, "ada", "with_model", Draft(ABSENT.findings, "", "Hm."))
    assert session.get(Standing, study).verdict == "signed"  # until the amendment is signed
    state = opinions.discard(session, study, "ada", "with_model")
    assert [(one.number, one.content) for one in state.versions] == [(1, PRESENT)]


def test_an_opinion_that_says_nothing_is_not_signed(session, study):
    with pytest.raises(VerdictError, match="says nothing"):
        opinions.sign(session, study, "ada", "with_model", Draft((), "  "))


def test_three_opinions_are_kept_apart(session, study):
    """The reader alone, the model, and the reader who has seen it."""
    with pytest.raises(VerdictError, match="your own opinion first"):
        opinions.save_draft(session, study, "ada", "with_model", PRESENT, read_first=True)
    state = opinions.save_draft(session, study, "ada", "alone", ABSENT, read_first=True)
    assert not state.may_see_model
    state = opinions.sign(session, study, "ada", "alone", ABSENT, read_first=True)
    assert state.may_see_model
    key = predictions.keep(session, image_of(session, study), answer(0.9), "ada", "reading")
    [score] = predictions.scores_of(session, key)
    agreed = Draft((FindingOpinion("pneumonia", "present", call="present", score=score.id),))
    state = opinions.sign(session, study, "ada", "with_model", agreed, read_first=True)
    assert state.signed("alone").content == ABSENT
    assert state.signed("with_model").content == agreed
    assert predictions.of_study(session, study)[0][1].scores[0].probability == 0.9
    assert actions(session) == ["commit_alone", "score", "sign"]


def test_what_was_thought_alone_is_never_changed(session, study):
    opinions.sign(session, study, "ada", "alone", ABSENT, read_first=True)
    for change in (opinions.save_draft, opinions.sign):
        with pytest.raises(VerdictError, match="committed"):
            change(session, study, "ada", "alone", Draft(PRESENT.findings, "", "why"), read_first=True)


def test_who_has_seen_the_result_does_not_read_first_any_more(session, study):
    opinions.reveal(session, study, "ada")
    assert opinions.load(session, study, "ada", read_first=True).may_see_model
    with pytest.raises(VerdictError):
        opinions.save_draft(session, study, "ada", "alone", PRESENT, read_first=True)
    assert not opinions.load(session, study, "bob", read_first=True).may_see_model


def test_a_reading_begun_with_the_model_stays_that_when_the_mode_changes(session, study):
    opinions.save_draft(session, study, "ada", "with_model", PRESENT)
    assert opinions.load(session, study, "ada", read_first=True).may_see_model


def test_disagreement_with_the_model_is_logged_as_an_override(session, study):
    said = FindingOpinion("pneumonia", "absent", call="present")
    opinions.sign(
        session, study, "ada", "with_model", Draft((said, FindingOpinion("mass", "present", added=True)))
    )
    assert actions(session) == ["sign", "override"]


def test_of_two_words_on_one_finding_the_last_counts(session, study):
    both = Draft((FindingOpinion("Mass", "present"), FindingOpinion("mass", "absent")))
    state = opinions.save_draft(session, study, "ada", "with_model", both)
    assert [one.presence for one in state.draft("with_model").content.findings] == ["absent"]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE opinions SET comment = 'x'", "DELETE FROM opinions", "DELETE FROM opinion_findings",
        "UPDATE opinion_findings SET presence = 'absent'", "UPDATE opinions SET state = 'draft'",
        "INSERT INTO opinion_findings (opinion, place, finding, presence, comment, added, call) "
        "SELECT id, 9, 'mass', 'present', '', 0, '' FROM opinions",
    ],
)  # fmt: skip
def test_the_database_itself_keeps_what_was_signed(library, statement):
    with library.write() as session:
        opinions.sign(session, add_study(session), "ada", "with_model", PRESENT)

    def attempt():
        with library.write() as session:
            session.execute(text(statement))

    with pytest.raises(DBAPIError, match="never changed"):
        attempt()


def test_a_signed_verdict_goes_with_its_study_when_that_is_deleted_for_good(session, study):
    opinions.sign(session, study, "ada", "with_model", PRESENT)
    predictions.keep(session, image_of(session, study), answer(), "ada", "reading")
    session.execute(delete(Study).where(Study.id == study))
    session.flush()
    assert session.query(Opinion).count() == session.query(OpinionFinding).count() == 0
    assert actions(session) == ["sign", "score"]


@pytest.mark.parametrize(
    ("presence", "call", "due"),
    [
        ("present", "present", "agree"), ("absent", "absent", "agree"), ("present", "absent", "disagree"),
        ("absent", "present", "disagree"), ("unsure", "present", "unsure"), ("unsure", "uncertain", ""),
        ("present", "uncertain", ""), ("present", "", ""),
    ],
)  # fmt: skip
def test_agreement_is_told_only_where_the_model_made_a_call(presence, call, due):
    assert agreement(presence, call) == due
