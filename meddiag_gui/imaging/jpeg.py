"""Whether a JPEG stream is sound: libjpeg goes on where codes make no sense, and says so to nobody."""

from __future__ import annotations

from meddiag_gui.errors import UnreadableImage
from meddiag_gui.language import mark, tr

_COMPLAINT = "Corrupt JPEG data"  # what libjpeg's warnings of damage begin with
_SURPLUS = mark(
    "Its compressed pixel data has bytes that belong to nothing; parts of the picture may be wrong."
)


def check_jpeg(data: bytes) -> tuple[str, ...]:
    """Look for damage in a JPEG stream (ITU-T T.81) of 8 bits; takes as long as decoding, without the GIL.

    Damage that leaves all codes valid cannot be seen. The size of the picture must have been checked before.

    Returns
    -------
    Reservations; none for a sound stream, or of a variant that cannot be checked.

    Raises
    ------
    UnreadableImage
        If parts of the picture would be invented.
    """
    import simplejpeg

    try:
        # Whole: of a lossless stream simplejpeg would write more than the smaller picture has room for.
        simplejpeg.decode_jpeg(data, "GRAY", strict=True)
    except ValueError as error:
        if "extraneous bytes" in str(error):  # between segments, as some devices leave them
            return (tr(_SURPLUS),)
        if str(error).startswith(_COMPLAINT):
            raise UnreadableImage(tr("its compressed pixel data is damaged")) from error
    return ()
