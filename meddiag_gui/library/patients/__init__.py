"""Patients' records in the library: stored with their sources, tied to patients of images, told as one."""
