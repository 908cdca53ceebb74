"""The errors that Lodge raises on purpose, sorted by who must act.

The command line turns a `LodgeError` into one line; anything else is a bug and shows its traceback.
A message says what is wrong, which value, and what to do. It never quotes a claim's contents.
"""


class LodgeError(Exception):
    """Something that a person can mend."""

    exit_code = 1


class OperatorError(LodgeError):
    """A setting, a file or a service of this site is not as it must be."""

    exit_code = 3


class UsageError(LodgeError):
    """The command was called with words that do not fit."""

    exit_code = 2


class UnreadableError(LodgeError):
    """The sender's document cannot be read; it belongs in quarantine.

    `code` is a stable short name ("encrypted", "empty", "too_many_pages"…), safe for logs and reports.
    """

    exit_code = 4

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class ModelError(LodgeError):
    """The model gave no usable answer; another try, or a handler, is needed.

    `code` is a stable short name: "unreachable", "truncated", "invalid_answer", "no_finish", "missing_model".
    """

    exit_code = 5

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
