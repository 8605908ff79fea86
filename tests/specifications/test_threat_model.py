"""Every line of the threat model is held by a test that is there, or says that nothing protects."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "resources" / "specifications" / "threat-model.md").read_text(encoding="utf-8")
LINES = [line for line in TEXT.splitlines() if line.startswith("| ") and "held by" not in line]


def test_every_line_names_a_test_or_says_that_it_is_not_protected():
    assert len(LINES) > 20
    open_lines = [line for line in LINES if "`test_" not in line and "not protected" not in line]
    assert open_lines == []


def test_every_test_that_it_names_is_there():
    defined = set()
    for path in (ROOT / "tests").rglob("test_*.py"):
        defined |= set(
            re.findall(r"^def (test_\w+)", path.read_text(encoding="utf-8"), re.MULTILINE)
        )
    named = set(re.findall(r"`(test_\w+)`", TEXT))
    assert named - defined == set()
