"""The model's answer in words; without Qt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meddiag_gui.gui.text import date, duration, plain
from meddiag_gui.language import mark, tr

if TYPE_CHECKING:
    from meddiag_gui.imaging.image import ImageHeader
    from meddiag_gui.inference.metadata import IntendedUse
    from meddiag_gui.inference.prediction import FindingScore, Prediction

REFUSED = mark("This image is outside what the model was made for:")
CALLS = {"present": mark("present"), "absent": mark("absent"), "uncertain": mark("uncertain")}
OVERRIDDEN = mark("Input gate overridden: this score means nothing that was measured.")
OVERRIDE = mark("The score will be marked as overridden wherever it is shown, and the log keeps who did it.")


def number(value: float) -> str:
    """Write a probability: two decimals, never a certainty that rounding made up."""
    if 0 < value < 0.005:
        return "< 0.01"
    if 0.995 <= value < 1:
        return "> 0.99"
    return f"{value:.2f}"


def call_sentence(score: FindingScore) -> str:
    """Say the call and what it rests on."""
    point = tr("the operating point {point:.2f}", point=score.operating_point)
    if number(score.probability) == number(score.operating_point):  # say which side it is on
        exact = tr(
            "({probability:.4f} against {point:.4f})",
            probability=score.probability,
            point=score.operating_point,
        )
        point = f"{point} {exact}"
    if score.call == "present":
        return tr("Present: at or above {point}", point=point)
    if score.call == "absent":
        return tr("Absent: below {point}", point=point)
    return tr("Uncertain: too near {point} to call", point=point) + _band_words(score)


def _band_words(score: FindingScore) -> str:
    if score.uncertain_band is None:
        return ""
    low, high = score.uncertain_band
    return " " + tr("(band {low} to {high})", low=number(low), high=number(high))


def meaning(score: FindingScore) -> str:
    """Say what a calibrated probability means, in one line of natural frequencies."""
    of_hundred = round(score.probability * 100)
    about = {0: tr("fewer than 1"), 100: tr("more than 99")}.get(of_hundred, tr("about {n}", n=of_hundred))
    return tr(
        "Of 100 such images with this score, {about} showed it when the model was calibrated.", about=about
    )


def subject(header: ImageHeader, position: str) -> str:
    """Name the image that the findings are of, where several are on the screen."""
    what = header.series_description or header.study_description
    place = tr("image {position}", position=position) if position else ""
    parts = (header.modality, plain(what, 60), date(header.study_date), place)
    return tr("Of the active picture: {image}", image=", ".join(filter(None, parts)))


def run_line(prediction: Prediction) -> str:
    """Say what ran, and how long."""
    if not prediction.gate.passed and not prediction.timing_ms.forward:
        return tr("Not run")
    return f"{prediction.device}, {duration(prediction.timing_ms.total)}"


def intended_use(use: IntendedUse) -> str:
    """Say what the model is for, for whom, and for whom not."""
    lines = [tr(use.summary), tr("Population: {population}", population=tr(use.population))]
    if use.exclusions:
        lines.append(tr("Not for: {exclusions}", exclusions="; ".join(map(tr, use.exclusions))))
    return "\n".join(line for line in lines if line.strip())
