"""The local study library: studies, records, predictions, verdicts and audit in SQLite, files beside it."""
