"""The tag browser: everything a DICOM file says, to read, search and copy."""
