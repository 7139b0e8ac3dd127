"""Images out: 16-bit PNG series, NIfTI volumes, DICOM secondary captures and key object selections."""
