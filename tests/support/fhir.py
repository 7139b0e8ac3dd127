"""Invented patients as FHIR, with every resource that is read; nobody's data."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

UCUM = "http://unitsofmeasure.org"
LOINC = "http://loinc.org"
MRN = "urn:oid:1.2.3.4"


def patient(number: int = 1, **changes: Any) -> dict[str, Any]:
    """A patient with a medical record number and a name in two scripts."""
    made: dict[str, Any] = {
        "resourceType": "Patient",
        "id": f"pat{number}",
        "identifier": [
            {
                "type": {"coding": [{"code": "MR"}]},
                "system": MRN,
                "value": f"MRN{number:05d}",
                "assigner": {"display": "General Hospital"},
            }
        ],
        "name": [
            {"use": "official", "family": f"Wang{number}", "given": ["Xiao", "Dong"]},
            {"family": "王", "given": ["小东"]},
        ],
        "gender": "female" if number % 2 else "male",
        "birthDate": f"{1940 + number % 60}-03-05",
    }
    return made | changes


def observation(number: int = 1, value: Any = 1.2, of: int = 1, **changes: Any) -> dict[str, Any]:
    """A creatinine; ``value`` may be anything, ``None`` leaves it out."""
    made: dict[str, Any] = {
        "resourceType": "Observation",
        "id": f"obs{number}",
        "status": "final",
        "code": {"coding": [{"system": LOINC, "code": "2160-0", "display": "Creatinine"}]},
        "subject": {"reference": f"Patient/pat{of}"},
        "effectiveDateTime": f"2024-01-{1 + number % 28:02d}T08:00:00Z",
        "valueQuantity": {"value": value, "unit": "mg/dL", "system": UCUM, "code": "mg/dL"},
        "referenceRange": [{"low": {"value": 0.6}, "high": {"value": 1.3}}],
    }
    if value is None:
        del made["valueQuantity"]
    return made | changes


def pressure(of: int = 1) -> dict[str, Any]:
    """A blood pressure as a panel with two components."""

    def part(code: str, value: float) -> dict[str, Any]:
        return {
            "code": {"coding": [{"system": LOINC, "code": code}]},
            "valueQuantity": {"value": value, "unit": "mmHg", "system": UCUM, "code": "mm[Hg]"},
        }

    return {
        "resourceType": "Observation", "id": "bp", "status": "final",
        "code": {"coding": [{"system": LOINC, "code": "85354-9", "display": "Blood pressure"}]},
        "subject": {"reference": f"Patient/pat{of}"}, "effectiveDateTime": "2024-02-03T10:00:00Z",
        "component": [part("8480-6", 122), part("8462-4", 78)],
    }  # fmt: skip


def others(of: int = 1, study: str = "1.2.3") -> list[dict[str, Any]]:
    """One of each of the other resources."""
    subject = {"reference": f"Patient/pat{of}"}

    def coded(text: str, code: str = "1") -> dict[str, Any]:
        return {"coding": [{"system": "http://snomed.info/sct", "code": code, "display": text}]}

    return [
        {"resourceType": "Condition", "id": "c1", "subject": subject, "code": coded("Pneumonia", "233604007"),
         "clinicalStatus": {"coding": [{"code": "active"}]}, "onsetDateTime": "2024-01-05"},
        {"resourceType": "Condition", "id": "c2", "subject": subject, "code": coded("Appendicitis"),
         "clinicalStatus": {"coding": [{"code": "resolved"}]}, "onsetDateTime": "1999",
         "abatementDateTime": "1999-06"},
        {"resourceType": "Medication", "id": "m1", "code": coded("Amoxicillin 500 mg")},
        {"resourceType": "MedicationStatement", "id": "ms1", "status": "active", "subject": subject,
         "medicationReference": {"reference": "Medication/m1"}, "effectivePeriod": {"start": "2024-01-06"},
         "dosage": [{"text": "1 tablet, three times a day"}]},
        {"resourceType": "MedicationRequest", "id": "mr1", "status": "stopped", "intent": "order",
         "subject": subject, "medicationCodeableConcept": coded("Ibuprofen"), "authoredOn": "2023-05-01"},
        {"resourceType": "AllergyIntolerance", "id": "a1", "patient": subject, "code": coded("Penicillin"),
         "criticality": "high", "clinicalStatus": {"coding": [{"code": "active"}]},
         "reaction": [{"manifestation": [coded("Rash")]}]},
        {"resourceType": "Procedure", "id": "p1", "status": "completed", "subject": subject,
         "code": coded("Bronchoscopy"), "performedDateTime": "2024-01-08T09:30:00Z"},
        {"resourceType": "DiagnosticReport", "id": "d1", "status": "final", "subject": subject,
         "code": coded("Chest radiograph"), "effectiveDateTime": "2024-01-05T11:00:00Z",
         "conclusion": "Consolidation in the left lower lobe."},
        {"resourceType": "ImagingStudy", "id": "i1", "status": "available", "subject": subject,
         "identifier": [{"system": "urn:dicom:uid", "value": f"urn:oid:{study}"}],
         "started": "2024-01-05T10:30:00Z", "modality": [{"code": "DX"}], "description": "Chest PA"},
        {"resourceType": "Encounter", "id": "e1", "status": "finished", "class": {"code": "IMP"},
         "subject": subject, "period": {"start": "2024-01-05", "end": "2024-01-12"}},
    ]  # fmt: skip


def bundle(*resources: dict[str, Any], kind: str = "collection") -> dict[str, Any]:
    """A bundle of resources."""
    return {"resourceType": "Bundle", "type": kind, "entry": [{"resource": each} for each in resources]}


def whole(number: int = 1, values: int = 5, study: str = "1.2.3") -> dict[str, Any]:
    """A patient with a number of creatinines and one of everything else."""
    labs = [observation(index, 0.8 + index / 10, number) for index in range(values)]
    return bundle(patient(number), *labs, pressure(number), *others(number, study))


def write(path: Path, content: Any) -> Path:
    """Write JSON, or NDJSON for a list."""
    if isinstance(content, list):
        path.write_text("".join(json.dumps(each) + "\n" for each in content), "utf-8")
    else:
        path.write_text(json.dumps(content, ensure_ascii=False), "utf-8")
    return path
