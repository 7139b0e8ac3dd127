"""De-identification (PS3.15 Annex E): attributes, pixels, and a report of what was done."""
