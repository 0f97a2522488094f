"""Write a file whole or not at all, aside and then renamed, so that nobody ever reads half of it; ask for its age."""

from __future__ import annotations

import os
import tempfile
from datetime import UTC, datetime
from pathlib import Path


def is_newer(path: Path, utc: datetime) -> bool:
    """Whether a file is there and was written after a moment (UTC, no zone); file systems round by some hundredths."""
    return path.exists() and path.stat().st_mtime >= utc.replace(tzinfo=UTC).timestamp() - 0.1


def write_whole(target: Path, content: str | bytes, permissions: int = 0o644) -> None:
    """Write bytes, or text as UTF-8: line ends as they are, what UTF-8 cannot say as a question mark.

    The folder must exist.
    """
    data = content.encode("utf-8", "replace") if isinstance(content, str) else content
    descriptor, temporary = tempfile.mkstemp(dir=target.parent, prefix=".", suffix=".partial")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, permissions)
        os.replace(temporary, target)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
