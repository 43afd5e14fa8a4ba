"""Word documents that a password locks: an OLE container with the document in it, encrypted (MS-OFFCRYPTO)."""

from __future__ import annotations

import io
from collections.abc import Sequence

from vbparse.readers.docx.package import MAX_TOTAL, encrypted


def unlock(data: bytes, passwords: Sequence[str]) -> bytes:
    """Return the document in a locked file, opened with the first password that fits.

    Raises SourceError: `encrypted-file` where none fits.
    """
    if not passwords or len(data) > MAX_TOTAL:
        raise encrypted()
    import msoffcrypto
    from msoffcrypto import exceptions

    for password in passwords:
        out = io.BytesIO()
        try:
            locked = msoffcrypto.OfficeFile(io.BytesIO(data))
            locked.load_key(password=password, verify_password=True)
            locked.decrypt(out)
        except (exceptions.DecryptionError, exceptions.FileFormatError, exceptions.ParseError, ValueError, OSError):
            continue
        return out.getvalue()
    raise encrypted()
