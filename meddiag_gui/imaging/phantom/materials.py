"""What the phantom is made of: attenuation at the beam's effective energy, 60 keV."""

from __future__ import annotations

from dataclasses import dataclass

from meddiag_gui.imaging.phantom.bodies import Body

# Mass attenuation coefficients in cm²/g at 60 keV, and densities in g/cm³: J. H. Hubbell and S. M. Seltzer,
# NISTIR 5632, tables 3 and 4 (tissues of ICRU Report 44). Lung is inflated; trabecular bone is a mixture by
# mass of 30 % cortical bone and 70 % soft tissue.
_TABLE = {
    "air": (0.1875, 0.001205),
    "lung": (0.2053, 0.26),
    "soft tissue": (0.2048, 1.06),
    "cortical bone": (0.3148, 1.92),
    "trabecular bone": (0.3 * 0.3148 + 0.7 * 0.2048, 1.18),
    "lead": (5.021, 11.35),
}
ATTENUATION = {name: mass * density / 10 for name, (mass, density) in _TABLE.items()}
"""Linear attenuation coefficients in 1/mm."""
WATER = 0.2059 / 10
"""That of water, of which the scale of CT numbers is made."""


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """A body of one material that takes the place of another.

    Parameters
    ----------
    host
        The material around it.
    without
        Bodies that take their own place out of this one.
    """

    body: Body
    material: str
    host: str = "soft tissue"
    without: tuple[Body, ...] = ()

    @property
    def contrast(self) -> float:
        """Attenuation beyond the host's, in 1/mm."""
        return ATTENUATION[self.material] - ATTENUATION[self.host]
