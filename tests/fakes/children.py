"""A child process of ours, scripted: what it says first, and what it answers."""

import sys


def scripted_child(folder, *, says=(), answers=None, exit_code=0, complains=""):
    """A command that prints the lines of `says` and ends with its input.

    For each line it reads it prints the lines of `answers` whose key is in it.
    """
    script = folder / "child.py"
    script.write_text(
        "import sys\n"
        f"says, answers = {list(says)!r}, {dict(answers or {})!r}\n"
        "def say(lines):\n"
        "    for line in lines:\n"
        "        print(line, flush=True)\n"
        "say(says)\n"
        f"if {complains!r}:\n"
        f"    print({complains!r}, file=sys.stderr)\n"
        f"    sys.exit({exit_code})\n"
        "for line in sys.stdin:\n"
        "    for part, lines in answers.items():\n"
        "        if part in line:\n"
        "            say(lines)\n"
        f"sys.exit({exit_code})\n",
        encoding="utf-8",
    )
    return (sys.executable, str(script))
