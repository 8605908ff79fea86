"""The golden files are the ones that were made then."""

import hashlib
from pathlib import Path

GOLDEN = Path(__file__).parent


def test_no_golden_file_was_made_anew():
    """A new one gets a line in `SHA256SUMS`; a line that is there never changes."""
    lines = (GOLDEN / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    known = {name: digest for digest, _, name in (line.partition("  ") for line in lines)}
    found = {
        path.relative_to(GOLDEN).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(GOLDEN.rglob("*"))
        if path.is_file() and path.suffix not in {".py", ".pyc", ".md"}
    }
    found.pop("SHA256SUMS")
    assert found == known
