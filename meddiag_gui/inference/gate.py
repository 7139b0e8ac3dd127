"""The input gate: is this image one that the model may judge, by what is known of it.

Here is what its header says; what its pixels rule out is in `picture_rules`, and what it looks like to a
model that learned it in `appearance`. What is known to lie outside the intended use refuses the image; what
is merely unknown is a reservation.
"""

from __future__ import annotations

from dataclasses import dataclass

from meddiag_gui.imaging.image import RadiographImage
from meddiag_gui.inference.metadata import BundleMetadata, InputSpec
from meddiag_gui.inference.picture_rules import picture_problem
from meddiag_gui.inference.prediction import Gate
from meddiag_gui.language import tr

# A converted radiograph often says only this of itself (PS3.3 C.7.3.1.1.1).
_UNSPECIFIC_MODALITIES = {"", "OT", "SC"}


@dataclass(frozen=True, slots=True)
class SuppliedContext:
    """What the user says where the file is silent; a file's own word is never overruled.

    Parameters
    ----------
    override
        Score the image even if the gate refuses it; the score is marked for good.
    """

    age_years: float | None = None
    view: str = ""
    body_part: str = ""
    override: bool = False


NOTHING_SUPPLIED = SuppliedContext()


def check_input(
    image: RadiographImage, metadata: BundleMetadata, context: SuppliedContext = NOTHING_SUPPLIED
) -> Gate:
    """Compare an image, its header first, with the model's intended use.

    Returns
    -------
    Gate
        ``passed`` False with every contradiction, or True with everything that could not be checked.
    """
    spec = metadata.input
    refusals: list[str] = []
    unknown: list[str] = []
    for refusal, doubt in (
        _check_modality(image, spec),
        _check_body_part(image, spec, context),
        _check_view(image, spec, context),
        _check_age(image, spec, context),
        (picture_problem(image), ""),
        _check_patient(image),
        _check_annotation(image),
    ):
        refusals += [refusal] if refusal else []
        unknown += [doubt] if doubt else []
    return Gate(False, tuple(refusals)) if refusals else Gate(True, tuple(unknown))


Verdict = tuple[str, str]  # refusal, reservation; empty where there is none


def _check_modality(image: RadiographImage, spec: InputSpec) -> Verdict:
    modality = image.header.modality.upper()
    if modality in spec.modalities:
        return "", ""
    if modality in _UNSPECIFIC_MODALITIES:
        return "", tr("The file does not say that it is a radiograph.")
    return tr(
        "The modality is {modality}; the model is for {either}.",
        modality=modality,
        either=_either(spec.modalities),
    ), ""


def _check_body_part(image: RadiographImage, spec: InputSpec, context: SuppliedContext) -> Verdict:
    part = (image.header.body_part or context.body_part).upper()
    if not part:
        return "", tr("The body part is not stated.")
    if part in spec.body_parts:
        return "", ""
    return tr(
        "The body part is {part}; the model is for {either}.", part=part, either=_either(spec.body_parts)
    ), ""


def _check_view(image: RadiographImage, spec: InputSpec, context: SuppliedContext) -> Verdict:
    view = (image.header.view_position or context.view).upper()
    if not view:
        return "", tr("The view is not stated.")
    if view in spec.views:
        return "", ""
    return tr("The view is {view}; the model is for {either}.", view=view, either=_either(spec.views)), ""


def _check_age(image: RadiographImage, spec: InputSpec, context: SuppliedContext) -> Verdict:
    if spec.age_years is None:
        return "", ""
    known = image.header.patient_age_years
    age = context.age_years if known is None else known
    if age is None:
        return "", tr("The patient's age is not stated.")
    low, high = spec.age_years
    if low <= age < high:
        return "", ""
    return (
        tr(
            "The patient's age is {age:.3g} years; the model is for patients from {low:g} to "
            "under {high:g} years.",
            age=age,
            low=low,
            high=high,
        ),
        "",
    )


def _check_patient(image: RadiographImage) -> Verdict:
    """A phantom (Quality Control Image (0028,0300), PS3.3 C.7.6.1) is scored, but not without a word."""
    if image.header.quality_control.upper() in ("YES", "BOTH"):
        return "", tr(
            "This is a phantom and not a patient: the score shows how the program works, nothing else."
        )
    return "", ""


def _check_annotation(image: RadiographImage) -> Verdict:
    """Text in the pixels (Burned In Annotation (0028,0301), PS3.3 C.7.6.1) may move the score."""
    if image.header.burned_in_annotation.upper() == "YES":
        return "", tr("The file says that text is burned into the picture.")
    return "", ""


def _either(terms: tuple[str, ...]) -> str:
    return (
        tr(" or ").join(terms)
        if len(terms) < 3
        else tr("{some} or {last}", some=", ".join(terms[:-1]), last=terms[-1])
    )
