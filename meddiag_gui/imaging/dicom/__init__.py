"""DICOM files to images: parsing by pydicom, pixels by our own bounded decoders."""
