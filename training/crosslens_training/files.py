"""Files that are either whole or not there."""

import errno
import json
import os
from pathlib import Path

from .errors import TrainingError

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


def write_beside(path: Path, content, advice: str) -> Path:
    """Writes `path`.new and brings it to the disk; the caller renames it. Nothing stays when that fails, and
    TrainingError says how much room is needed, followed by `advice`."""
    temporary = path.with_name(path.name + ".new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with temporary.open("wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
    except OSError as error:
        temporary.unlink(missing_ok=True)
        reason = "the disk is full" if error.errno in _FULL else (error.strerror or str(error))
        raise TrainingError(
            f"{path} could not be written: {reason}. It needs {len(content) / 1e6:,.1f} MB. {advice}"
        ) from error
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return temporary


def write_bytes(path: Path, content) -> None:
    """Whole or not at all; what stood there stays when it fails, with TrainingError."""
    write_beside(path, content, "Make room or choose another folder, then run the same command again.").replace(path)


def write_json(path: Path, record, indent: int = 2) -> None:
    write_bytes(path, (json.dumps(record, indent=indent, ensure_ascii=False) + "\n").encode())


def read_json(path: Path, what: str, remedy: str):
    """`what` names the file's content, `remedy` what to do when it is missing or broken. Raises TrainingError."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise TrainingError(f"There is no {what} at {path}. {remedy}") from error
    except ValueError as error:
        raise TrainingError(f"{path} ({what}) is not JSON: {error}. {remedy}") from error
