"""A radiograph phantom that the program makes itself: bodies, anatomy, exposure, DICOM file."""

from meddiag_gui.imaging.phantom.study import demo_study

__all__ = ["demo_study"]
