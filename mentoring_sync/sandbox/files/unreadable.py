"""The error for a file that isn't what it says."""


class UnreadableFileError(ValueError):
    """Says which file, what is wrong with it and, where it helps, what would be right; nothing was written."""
