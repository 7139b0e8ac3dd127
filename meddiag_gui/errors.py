"""Errors whose message is meant for the person at the screen.

A message is one sentence, names the file or thing it is about and the reason, and never carries
patient data: a file is named by its *name*, never by what stands in its header.
"""

from __future__ import annotations

from meddiag_gui.language import mark, tr


class MedDiagError(Exception):
    """Base of every error that is shown to a user as it stands."""


class NotIncluded(MedDiagError):
    """Asked for something whose libraries this installation does not have."""


class UnreadableImage(MedDiagError):
    """The file is damaged, cut short, or not an image at all."""


class NoImage(UnreadableImage):
    """The file is sound but holds no picture: a report, a plan, an index, or no medical image at all."""


class UnsupportedImage(MedDiagError):
    """The file is sound, but of a kind that this program cannot show correctly."""


class VolumeError(MedDiagError):
    """Images of a series do not make a regular volume."""


class BundleError(MedDiagError):
    """A model bundle is incomplete, altered, or of another schema."""


class ModelError(MedDiagError):
    """A sound model could not be run on this image or on this machine."""


class RecipeError(MedDiagError):
    """A training recipe asks for something impossible."""


class ManifestError(MedDiagError):
    """A data manifest cannot be used: columns, labels, paths or a leak between patients."""


class TrainingError(MedDiagError):
    """A training run cannot start, go on, or be published."""


class ExportError(MedDiagError):
    """Something cannot be written as it was asked for."""


class LibraryError(MedDiagError):
    """The study library cannot be opened, read or written; its kinds are in `meddiag_gui.library.faults`."""


class RecordError(MedDiagError):
    """A file of patients' records cannot be read, or needs a decision first."""


NOT_INCLUDED = mark("This is not part of this installation: it takes the one with training.")
_OF_TRAINING = frozenset({"captum", "monai", "onnx", "optuna", "scipy", "sklearn", "tensorboardX", "torch"})
"""Libraries that the reader's installation leaves out, whole or in part (packaging/contents.py)."""


def in_words(error: Exception) -> Exception:
    """Turn the lack of a library that this installation leaves out into an error for the user.

    All others are returned as they are.
    """
    if not isinstance(error, ModuleNotFoundError) or not error.name:
        return error
    if error.name.partition(".")[0] not in _OF_TRAINING:
        return error
    return NotIncluded(tr(NOT_INCLUDED))
