"""Name what Qt needs from the system and does not find, and the one command that installs it (Linux).

Run by the Makefile, with any Python 3 and nothing installed. Exit code 0: all there; 1: something is missing.
"""

from __future__ import annotations

import argparse
import ctypes
import os
import shutil
import sys
from pathlib import Path

# Shared object that Qt loads, and the Debian and Ubuntu package that brings it.
DRAWING = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
}
X11_WINDOW = {
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
}
WAYLAND_WINDOW = {
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
}
FONTS = "fonts-dejavu-core"


def missing_packages(libraries: dict[str, str]) -> list[str]:
    """List the packages whose library cannot be loaded, and a font if there is none."""
    packages = [package for library, package in libraries.items() if not _loads(library)]
    if not _has_font():
        packages.append(FONTS)
    return packages


def _has_font() -> bool:
    folders = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path.home() / ".local/share/fonts")
    return any(True for folder in folders for _ in folder.rglob("*.[to]t[fc]"))


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def install_command(packages: list[str]) -> str:
    """Write the one command that installs the packages, for a person to paste."""
    if shutil.which("apt-get") is None:
        return "install with your package manager what Debian calls: " + " ".join(packages)
    sudo = "" if os.geteuid() == 0 else "sudo "
    return f"{sudo}apt-get install -y --no-install-recommends " + " ".join(packages)


def _refuse(reason: str) -> int:
    print(reason, file=sys.stderr)
    return 1


def main() -> int:
    """Print what is missing; see the module's description."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--display", action="store_true", help="also what a window on a screen needs")
    parser.add_argument("--build", action="store_true", help="also what goes into the installed program")
    parser.add_argument("--packages", action="store_true", help="print the bare package names")
    options = parser.parse_args()
    if not sys.platform.startswith("linux"):
        return 0
    on_screen = options.display and "QT_QPA_PLATFORM" not in os.environ
    wanted = DRAWING | (X11_WINDOW if on_screen or options.build else {})
    missing = missing_packages(wanted | (WAYLAND_WINDOW if options.build else {}))
    if options.packages:
        print(" ".join(missing))
        return 0
    if missing:
        return _refuse(
            f"Qt needs system libraries that are not here. Run:\n\n    {install_command(missing)}\n"
        )
    if on_screen and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        return _refuse("No window can open: neither DISPLAY nor WAYLAND_DISPLAY names a screen.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
