"""Runs in the built reader before the program: the two functions of scipy.special that scipy.ndimage names.

The rest of scipy.special takes 40 MB, an OpenBLAS among it, and nothing in the reader asks for it.
"""

import sys
import types


def cosdg(angle):
    """Cosine of an angle in degrees."""
    import numpy  # not on the way to the window

    return numpy.cos(numpy.deg2rad(angle))


def sindg(angle):
    """Sine of an angle in degrees."""
    import numpy

    return numpy.sin(numpy.deg2rad(angle))


special = types.ModuleType("scipy.special")
special.cosdg, special.sindg = cosdg, sindg
sys.modules["scipy.special"] = special
