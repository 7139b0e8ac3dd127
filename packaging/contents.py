"""What goes into the built program and what stays out, each with its reason; read by meddiag.spec."""

from __future__ import annotations

import fnmatch
import re

FLAVOURS = ("reader", "cpu", "cuda")

HIDDEN = (
    # imagecodecs loads its codecs by name; these are the ones that meddiag_gui.imaging decodes with
    "imagecodecs._shared",
    "imagecodecs._shared_cython",
    "imagecodecs._imcd",
    "imagecodecs._jpeg8",
    "imagecodecs._jpegls",
    "imagecodecs._jpeg2k",
    "imagecodecs._png",
    # pyqtgraph and Qt draw SVG icons through a plugin that no import names
    "PySide6.QtSvg",
    # the migrations of the library ask for these; their own files are data to PyInstaller
    "alembic.op",
    "alembic.context",
)
"""Modules that are imported by name only, so that PyInstaller cannot see them."""

BY_NAME = ("fhir.resources.R4B", "dicomanonymizer.dicom_anonymization_databases", "reportlab.graphics")
"""Packages whose modules are imported by names that are put together; all of them are taken."""

WITH_DATA = ("highdicom", "ucumvert", "pint", "lark", "reportlab")
"""Libraries that read files of their own: tables of the standard, units, grammars, fonts."""

NEVER = {
    "tkinter": "another toolkit; offered by the standard library",
    "IPython": "only for notebooks",
    "pytest": "only for tests",
    "readline": "GPL, and there is no prompt to edit lines at",
    "scipy.io": "reads formats of other programs",
    "sklearn.datasets": "example data",
    "MySQLdb": "the library is SQLite; Alembic needs the dialects themselves",
    "psycopg2": "the library is SQLite",
    "sqlalchemy.testing": "only for tests",
    "alembic.testing": "only for tests",
    "fhir.resources.STU3": "records are read as R4 (R4B)",
    "pint.testsuite": "only for tests",
    "reportlab.graphics.samples": "examples",
    "reportlab.graphics.testdrawings": "only for tests",
    "PIL._avif": "AVIF is not opened; its coder is 5 MB",
    "PIL._webp": "WebP is not opened",
    "PIL.ImageTk": "for tkinter",
    "jpeg_ls": "pyjpegls gets signed pixels wrong; imagecodecs decodes JPEG-LS",
    "_CharLS": "part of pyjpegls",
    "setuptools": "installs packages; nothing is installed into the built program",
    "pip": "installs packages",
    "wheel": "installs packages",
    "torchvision": "its wheels do not load beside the CPU build of torch, and nothing needs it",
    "tensorboard": "draws training curves in a browser",
    "PySide6.QtQml": "no QML in this program",
    "PySide6.QtQuick": "no QML in this program",
    "PySide6.QtOpenGL": "the picture is painted by the CPU, so that remote desktops show the same",
    "PySide6.QtOpenGLWidgets": "as QtOpenGL",
    "PySide6.QtDesigner": "makes forms",
    "PySide6.QtTest": "only for tests",
    "pyqtgraph.opengl": "as QtOpenGL",
    "pyqtgraph.examples": "examples",
    "pygments": "colours source code in a terminal",
}
"""Left out of every flavour."""

NOT_IN_READER = {
    "torch": "the reader runs ONNX Runtime",
    "sklearn": "figures of evaluations and examinations of data, which are part of training",
    "joblib": "comes with sklearn",
    "narwhals": "comes with sklearn",
    "threadpoolctl": "comes with sklearn",
    "optuna": "searches for hyperparameters",
    "tensorboardX": "writes curves of training",
    "scipy.cluster": "as sklearn",
    "scipy.differentiate": "as sklearn",
    "scipy.fft": "as sklearn",
    "scipy.fftpack": "as sklearn",
    "scipy.integrate": "as sklearn",
    "scipy.interpolate": "as sklearn",
    "scipy.linalg": "as sklearn; it would bring a second OpenBLAS (25 MB) beside that of NumPy",
    "scipy.odr": "as sklearn",
    "scipy.optimize": "as sklearn",
    "scipy.signal": "as sklearn",
    "scipy.sparse": "as sklearn",
    "scipy.spatial": "as sklearn",
    "scipy.special": "needs OpenBLAS; scipy.ndimage has two functions of it, see hooks/scipy_special.py",
    "scipy.stats": "as sklearn",
    "pandas": "nothing here reads with it",
    "pyarrow": "nothing here reads with it",
    "functorch": "part of torch",
    "torchgen": "part of torch",
    "onnx": "writes graphs after training",
    "monai": "losses of training",
    "captum": "integrated gradients need torch; the other influence maps do not",
    "filelock": "guards the folder of a training",
    "sympy": "comes with torch",
    "networkx": "comes with torch",
    "jinja2": "comes with torch",
    "fsspec": "comes with torch",
    "ml_dtypes": "comes with onnx",
    "google": "protobuf; comes with onnx",
    "matplotlib": "comes with captum",
    "fontTools": "comes with matplotlib",
    "contourpy": "comes with matplotlib",
    "kiwisolver": "comes with matplotlib",
    "dateutil": "comes with matplotlib",
}
"""Left out of the reader, beside `NEVER`. Of SciPy it keeps what works on pictures: scipy.ndimage."""

_UNUSED_FILES = {
    "PySide6/Qt/translations/[!q]*": "words of Qt's own tools; qtbase has those of its dialogs",
    "PySide6/Qt/translations/qt[!b]*": "words of parts of Qt that are not here",
    "PySide6/Qt/qml/*": "no QML in this program",
    "*/libQt6Qml*": "no QML; comes with the plugin for virtual keyboards",
    "*/libQt6Quick*": "as libQt6Qml",
    "*/libQt6OpenGL*": "nothing draws by OpenGL",
    "*/libQt6VirtualKeyboard*": "needs QML",
    "PySide6/Qt/plugins/platforminputcontexts/*virtualkeyboard*": "needs QML",
    "PySide6/Qt/plugins/platforms/libqeglfs*": "for devices without a window system",
    "PySide6/Qt/plugins/platforms/libqminimal*": "draws into nothing; libqminimalegl by OpenGL",
    "PySide6/Qt/plugins/wayland-graphics-integration-client/*": "nothing draws by OpenGL",
    "PySide6/Qt/plugins/platforms/libqlinuxfb*": "for devices without a window system",
    "PySide6/Qt/plugins/platforms/libqvkkhrdisplay*": "for devices without a window system",
    "PySide6/Qt/plugins/platforms/libqvnc*": "opens a port",
    "PySide6/Qt/plugins/egldeviceintegrations/*": "for devices without a window system",
    "PySide6/Qt/plugins/platformthemes/libqgtk3*": "brings GTK, of which the desktop has another version",
    "PySide6/Qt/plugins/generic/*": "touch screens without a window system, and TUIO, which opens a port",
    "PySide6/Qt/plugins/tls/*": "the program opens no connection",
    "PySide6/Qt/plugins/networkinformation/*": "the program opens no connection",
    "pydicom/data/test_files/*": "pydicom's test files",
    "*/tests/*": "tests of libraries",
    "*/testsuite/*": "tests of libraries",
    "pint/xtranslated.txt": "names of units in other languages",
    "pint/pint_convert.py": "a command of its own",
    "ucumvert/*report.txt": "what its makers looked at",
    "pillow.libs/libavif*": "as PIL._avif",
    "pillow.libs/libwebp*": "as PIL._webp",
    "pillow.libs/libsharpyuv*": "as PIL._webp",
    "*/testing/data/*": "tests of libraries",
    "nibabel/tests/*": "tests of libraries",
    "onnxruntime/transformers/*": "rewrites language models",
    "onnxruntime/tools/*": "converts models",
    "onnxruntime/quantization/*": "converts models",
    "torch/include/*": "C++ headers",
    "torch/bin/*[!r]": "compilers and test programs of torch; only torch_shm_manager is asked for",
    "torch/test/*": "tests of torch",
    "torch/share/*": "CMake files",
    "torch/utils/benchmark/*": "measures torch itself",
    "torch/lib/libtorchbind_test*": "tests of torch",
    "torch/lib/libjitbackend_test*": "tests of torch",
    "*.pyi": "types for editors",
    "*.dist-info/RECORD": "checksums of scripts that name the environment's folder, other in each build",
}
"""File patterns that hooks collect and nothing needs."""

_UNUSED = re.compile("|".join(fnmatch.translate(pattern) for pattern in _UNUSED_FILES))


def excluded_modules(flavour: str) -> list[str]:
    """Modules that PyInstaller must not follow."""
    return sorted(NEVER | (NOT_IN_READER if flavour == "reader" else {}))


def is_unused(name: str) -> bool:
    """Whether a file, by its name below the program folder, matches `_UNUSED_FILES`."""
    return _UNUSED.match(name.replace("\\", "/")) is not None
