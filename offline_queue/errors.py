"""The ways durable storage can fail.

StorageError     what was to be written is not on the disk
  Foreign        the file is not ours, or of a newer version
  Damaged        the file is ours and its pages are not whole
  Full           there is no room; what was written before is safe
"""


class StorageError(Exception):
    """What was to be written is not on the disk."""


class Foreign(StorageError):
    """The file is not ours, or was written by a newer version."""


class Damaged(StorageError):
    """The file is ours, and its pages are not whole."""


class Full(StorageError):
    """There is no room on the disk."""
