from __future__ import annotations

from meddiag_gui.inference.batch.urgency import leading, most_urgent, standing, urgency
from tests.support.rows import finding, row


def test_present_comes_first_by_probability_then_uncertain_absent_refused_and_failed():
    ordered = [
        row(0.9), row(0.6), row(finding(0.55, "uncertain")), row(finding(0.3, "absent")),
        row(status="refused"), row(status="error"),
    ]  # fmt: skip
    shuffled = [ordered[place] for place in (3, 5, 1, 0, 4, 2)]
    assert sorted(shuffled, key=urgency) == ordered
    assert [standing(one) for one in ordered[2:]] == ["uncertain", "absent", "refused", "error"]


def test_a_present_finding_leads_before_a_likelier_absent_one():
    one = row(finding(0.7, "absent", "effusion"), finding(0.2, "present", "pneumothorax"))
    assert leading(one).name == "pneumothorax"
    assert standing(one) == "present"


def test_of_several_models_the_most_urgent_answer_decides_and_a_refusal_hides_nothing():
    refused, sure = row(status="refused", model="adult"), row(0.8)
    assert most_urgent([refused, row(finding(0.4, "absent")), sure]) == sure
    assert leading(refused) is None
