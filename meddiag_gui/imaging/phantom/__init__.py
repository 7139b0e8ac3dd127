"""A chest phantom that the program makes itself: bodies, anatomy, exposure, radiograph and CT as DICOM."""

from meddiag_gui.imaging.phantom.ct import demo_ct
from meddiag_gui.imaging.phantom.study import demo_study

__all__ = ["demo_ct", "demo_study"]
