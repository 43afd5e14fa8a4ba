"""What can go wrong with a source or a call, as classes with a stable code and a message for people."""

from __future__ import annotations


class VbparseError(Exception):
    """Base of all errors that vbparse raises on purpose."""


class SourceError(VbparseError):
    """A source that can't be read: `code` is stable (kebab-case), the messages say what is wrong and what to do."""

    def __init__(self, code: str, message: str, message_vi: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.message_vi = message_vi


class UsageError(VbparseError):
    """A call that can't be carried out as given: a missing folder, an output that can't be written.

    `message_vi` says the same in Vietnamese, empty where clerks never meet the error.
    """

    def __init__(self, message: str, message_vi: str = "") -> None:
        super().__init__(message)
        self.message_vi = message_vi
