"""FHIR R4: bundles and NDJSON."""
