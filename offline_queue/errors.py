"""The ways durable storage can fail.

StorageError     what was to be written is not on the disk
  Foreign        the file is not ours, or of another version
  Damaged        the file is ours and is not whole
  Full           there is no room; what was written before is safe
  Locked         the key does not fit, or a sealed cell was moved or edited
  Incomplete     events of this stream were lost with a damaged file
"""


class StorageError(Exception):
    """What was to be written is not on the disk."""


class Foreign(StorageError):
    """The file is not ours, or was written by another version."""


class Damaged(StorageError):
    """The file is ours, and it is not whole."""


class Full(StorageError):
    """There is no room on the disk."""


class Locked(StorageError):
    """The key does not fit, or a sealed cell was moved or edited."""


class Incomplete(StorageError):
    """Events of this stream were lost with a damaged file."""
