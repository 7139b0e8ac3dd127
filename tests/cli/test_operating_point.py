"""``meddiag operating-point``: choosing, seeing what it means, and going back."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.support.brightness import write_picture

DECIDED = ("--who", "A. Reader", "--why", "fewer misses")


def test_a_chosen_point_is_used_by_the_next_prediction_and_undone(meddiag: Run, tmp_path: Path) -> None:
    picture = write_picture(tmp_path / "a.png", 0.45)  # probability 0.40
    assert (
        meddiag("predict", str(picture), "--json", "-").json["results"][0]["findings"][0]["call"] == "absent"
    )
    ended = meddiag("operating-point", "--sensitivity", "1", "--prevalence", "0.1", *DECIDED)
    assert ended.code == 0
    # All positives are called from 0.3 on; half way to the negative at 0.2 lies 0.25.
    assert "operating point 0.250, no band, chosen by A. Reader" in ended.out
    assert "sensitivity 1.000 (0.510 to 1.000), specificity 0.500 (0.150 to 0.850)" in ended.out
    assert "PPV 0.182, NPV 1.000, 45.0 false alarms in 100 patients" in ended.out
    finding = meddiag("predict", str(picture), "--json", "-").json["results"][0]["findings"][0]
    assert (finding["call"], finding["operating_point"]) == ("present", pytest.approx(0.25))
    ended = meddiag("operating-point", "--undo", "--who", "B", "--why", "too many alarms")
    assert "operating point 0.500, no band, chosen by the bundle" in ended.out
    assert "to 0.250 by A. Reader: fewer misses" in ended.out
    assert "undone by B: too many alarms" in ended.out
    assert (
        meddiag("predict", str(picture), "--json", "-").json["results"][0]["findings"][0]["call"] == "absent"
    )


def test_without_a_choice_it_only_shows(meddiag: Run) -> None:
    ended = meddiag("operating-point")
    assert ended.code == 0
    assert "brightness 1.0.0, Brightness" in ended.out
    assert "never changed at this site" in ended.out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--sensitivity", "0.9"), "name and a reason"),
        (("--sensitivity", "0.9", "--specificity", "0.9", *DECIDED), "one thing only"),
        (("--threshold", "1", *DECIDED), "between 0 and 1"),
        (("--false-alarms", "3", *DECIDED), "prevalence"),
        (("--finding", "Fracture", *DECIDED), "Fracture"),
        (("--undo", *DECIDED), "no change"),
    ],
)
def test_wrong_use_changes_nothing(meddiag: Run, arguments: tuple[str, ...], said: str) -> None:
    ended = meddiag("operating-point", *arguments)
    assert ended.code == 2
    assert said in " ".join(ended.err.split())
    assert "never changed at this site" in meddiag("operating-point").out
