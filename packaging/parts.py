"""Whose work is in the built program: the list of parts (CycloneDX SBOM) and their licences."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import sysconfig
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import Distribution, distributions
from pathlib import Path

from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.model.license import DisjunctiveLicense
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL

_LICENCE_FILE = re.compile(r"licen[cs]e|copying|notice|authors", re.IGNORECASE)
_CODE = (".py", ".pyc", ".pyi", ".so")
_TEXTS = {"LGPL-3.0": ("LGPL-3.0.txt", "GPL-3.0.txt")}
"""Licences whose words their packages leave out, and the files below ``texts/`` that hold them."""
_LONGEST_NAME = 120  # characters; some packages put the whole text into the field for the name


@dataclass(frozen=True, slots=True)
class Part:
    """One library in the program.

    Parameters
    ----------
    kind
        Of package URL: ``pypi``, ``deb`` or ``generic``.
    texts
        Files with the words of its licence.
    """

    name: str
    version: str
    kind: str
    licence: str
    texts: tuple[Path, ...]


def find_parts(sources: Iterable[Path]) -> list[Part]:
    """Find the packages that files come from: installed by pip, by the system, and Python itself."""
    wanted = set(sources)
    parts, claimed = [_python()], set()
    for distribution in distributions():
        own = {Path(str(distribution.locate_file(file))) for file in distribution.files or ()}
        if own & wanted:
            parts.append(_from_pip(distribution, own))
            claimed |= own
    below_environment = (Path(sys.prefix), Path(sys.base_prefix))
    foreign = [
        path for path in wanted - claimed if not any(path.is_relative_to(b) for b in below_environment)
    ]
    return sorted({*parts, *_from_system(foreign)}, key=lambda part: (part.kind, part.name.lower()))


def _python() -> Part:
    text = Path(sysconfig.get_paths()["stdlib"]) / "LICENSE.txt"
    version = sys.version.split()[0]
    return Part("CPython", version, "generic", "PSF-2.0", (text,) if text.is_file() else ())


def _from_pip(distribution: Distribution, files: set[Path]) -> Part:
    metadata = distribution.metadata
    names = [*metadata.get_all("License-Expression", []), *metadata.get_all("License", [])]
    names += [
        line.split(" :: ")[-1] for line in metadata.get_all("Classifier", []) if line.startswith("License ::")
    ]
    short = [name.strip() for name in names if name and len(name) <= _LONGEST_NAME and "\n" not in name]
    texts = sorted(p for p in files if _LICENCE_FILE.search(p.name) and p.suffix not in _CODE and p.is_file())
    licence = short[0] if short else "see its licence text"
    for name, files_of_it in _TEXTS.items():
        if name in licence and not texts:
            texts = [Path(__file__).with_name("texts") / file for file in files_of_it]
    return Part(metadata["Name"], distribution.version, "pypi", licence, tuple(texts))


def _from_system(files: list[Path]) -> list[Part]:
    """Packages of the system's libraries; nothing where there is no dpkg."""
    libraries = sorted({str(name) for path in files if ".so" in path.name for name in (path, path.resolve())})
    if not libraries or shutil.which("dpkg-query") is None:
        return []
    found = _output("dpkg-query", "-S", *libraries)  # says on stderr which files it does not know
    names = {line.split(":")[0] for line in found.splitlines() if not line.startswith("diversion ")}
    parts = []
    for line in _output("dpkg-query", "-W", "-f", "${Package} ${Version}\\n", *sorted(names)).splitlines():
        name, version = line.split()
        text = Path("/usr/share/doc", name, "copyright")
        parts.append(Part(name, version, "deb", "see its licence text", (text,) if text.is_file() else ()))
    return parts


def _output(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout


def write_licences(folder: Path, parts: Iterable[Part]) -> None:
    """Copy every licence text to ``folder/<part>/``, and write the table ``LICENCES.txt``."""
    lines = [
        "MedDiag contains these works of others. Their licence texts lie in the folders of their names.",
        "",
    ]
    for part in parts:
        lines.append(f"{part.name} {part.version}: {part.licence}")
        own = folder / part.name
        own.mkdir(parents=True, exist_ok=True)
        for number, text in enumerate(part.texts, 1):  # several may have one name
            taken = own / text.name
            shutil.copyfile(text, taken if not taken.exists() else own / f"{number}-{text.name}")
    (folder / "LICENCES.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")


def write_sbom(path: Path, parts: Iterable[Part], version: str, flavour: str, epoch: int) -> None:
    """Write the list as CycloneDX 1.6 JSON; the same parts give the same bytes.

    Parameters
    ----------
    epoch
        Seconds since 1970 of the commit that was built.
    """
    bom = Bom()
    components = [
        Component(
            type=ComponentType.LIBRARY,
            name=part.name,
            version=part.version,
            licenses=[DisjunctiveLicense(name=part.licence)],
            purl=PackageURL(part.kind, "debian" if part.kind == "deb" else None, part.name, part.version),
            bom_ref=f"{part.kind}:{part.name}@{part.version}",
        )
        for part in parts
    ]
    own = Component(
        type=ComponentType.APPLICATION,
        name=f"meddiag-{flavour}",
        version=version,
        licenses=[DisjunctiveLicense(name="Apache-2.0")],
        bom_ref="meddiag",
    )
    for component in components:
        bom.components.add(component)
    bom.metadata.component = own
    bom.register_dependency(own, components)
    bom.metadata.timestamp = datetime.fromtimestamp(epoch, UTC)
    listed = " ".join(sorted(str(component.bom_ref) for component in components))
    bom.serial_number = uuid.uuid5(uuid.NAMESPACE_URL, f"meddiag {flavour} {version} {epoch} {listed}")
    path.write_text(JsonV1Dot6(bom).output_as_string(indent=1) + "\n", encoding="utf-8")
