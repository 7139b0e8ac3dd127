"""Patients' records: files of other systems become values and statements that know where they come from."""
