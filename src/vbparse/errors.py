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


_OUT_OF_MEMORY = ("insufficient memory", "out of memory", "cannot allocate memory", "bad_alloc", "bad allocation")


def is_of_memory(error: BaseException | None) -> bool:
    """Tell whether an error, or the one that it came from, says that there was no more memory."""
    for _ in range(10):
        if error is None:
            break
        told = str(error).lower()
        if isinstance(error, MemoryError) or any(words in told for words in _OUT_OF_MEMORY):
            return True
        error = error.__cause__ or error.__context__
    return False
