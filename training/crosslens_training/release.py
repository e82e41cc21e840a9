"""Date and commit of a release's measurement."""

import datetime
import subprocess
from pathlib import Path

from .errors import TrainingError


def today() -> str:
    return datetime.date.today().isoformat()


def commit_of(folder: Path) -> str:
    """The short hash of the checked-out commit. Raises TrainingError outside a repository, or when a file of the folder
    differs from the commit: the hash would then not say what was measured."""

    def git(*arguments: str) -> str:
        return subprocess.run(
            ["git", "-C", str(folder), *arguments], capture_output=True, text=True, check=True
        ).stdout.rstrip()

    try:
        if changed := git("status", "--porcelain", "--untracked-files=no", "--", "."):
            raise TrainingError(
                f"Files in {folder} differ from the commit, so its hash would not say what was measured. "
                f"Commit first:\n{changed}"
            )
        return git("rev-parse", "--short", "HEAD")
    except (OSError, subprocess.CalledProcessError) as error:
        raise TrainingError(
            f"{folder} is not in a git repository, so the measurement has no commit to name."
        ) from error
