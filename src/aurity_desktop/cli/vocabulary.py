"""`vocabulary`: the user's dictionary, when this is heard, that is written; and words to expect."""

from __future__ import annotations

import argparse
from pathlib import Path

from aurity_desktop.application.library.heard_write import PREVIEWED_SESSIONS, HeardWrite
from aurity_desktop.application.program import Program
from aurity_desktop.cli.output import joined, result
from aurity_desktop.domain.errors import UsageError
from aurity_desktop.domain.heard_write import checked_rule
from aurity_desktop.runtime.settings import change_settings


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The parser of `vocabulary` and of its actions."""
    parser = subparsers.add_parser(
        "vocabulary",
        help="the dictionary: when this is heard, that is written; list, add, remove, as a file; "
        "words to expect",
        description="Whole words, case and accents kept apart. The rules hold for live text and "
        "for every session that is finished from now on, and never change what a person wrote.",
    )
    actions = parser.add_subparsers(metavar="ACTION", required=True)
    _action(actions, "list", "every rule")
    new = _action(actions, "add", "when HEARD is heard, WRITE is written")
    new.add_argument("heard", metavar="HEARD")
    new.add_argument("write", metavar="WRITE")
    new.add_argument("--also", metavar="HEARD", action="append", default=[], help="heard so, too")
    gone = _action(actions, "remove", "HEARD is written as it is heard")
    gone.add_argument("heard", metavar="HEARD")
    come = _action(actions, "import", "the rules of a text file: heard | heard → written")
    come.add_argument("file", type=Path, metavar="FILE")
    come.add_argument("--replace", action="store_true", help="in place of those that are there")
    out = _action(actions, "export", "the rules as a text file")
    out.add_argument("file", type=Path, metavar="FILE")
    out.add_argument("--force", action="store_true", help="replace a file that is there")
    use = _action(actions, "apply", "write what the rules say in a finished session; undoable")
    use.add_argument("session", metavar="SESSION")
    words = _action(
        actions, "expect", "the words that every recording expects; add WORD, or remove"
    )
    words.add_argument("words", metavar="WORD", nargs="*", help="none: list them")
    words.add_argument("--remove", action="store_true", help="expect these no longer")
    words.set_defaults(run=run_expect)


def _action(
    actions: argparse._SubParsersAction[argparse.ArgumentParser], name: str, what: str
) -> argparse.ArgumentParser:
    action = actions.add_parser(name, help=what)
    action.add_argument("--json", action="store_true", help="print one JSON object")
    action.set_defaults(run=run, action=name)
    return action


def run(arguments: argparse.Namespace, program: Program) -> int:
    """Change the dictionary and print it as it is now. Returns 0."""
    dictionary = HeardWrite.of(program)
    told = ""
    match arguments.action:
        case "add":
            rule = checked_rule([arguments.heard, *arguments.also], arguments.write)
            rules = dictionary.add([rule])
            used = dictionary.preview(rule)
            told = f"Uses in the newest {PREVIEWED_SESSIONS} sessions, had it been there: {used}."
        case "remove":
            if not dictionary.remove(arguments.heard):
                raise UsageError(f"Nothing is written for {arguments.heard!r}.")
            rules = dictionary.rules()
        case "import":
            take = dictionary.use_file if arguments.replace else dictionary.read_file
            rules = take(arguments.file)
        case "export":
            rules = dictionary.write_file(arguments.file, replace=arguments.force)
            told = f"Exported to {arguments.file}. It may hold names, and is not encrypted."
        case "apply":
            rules, count = dictionary.rules(), dictionary.apply(arguments.session)
            told = f"Places changed: {count}. `history` lists them, `undo` takes each back."
        case _:
            rules = dictionary.rules()
    view = {"rules": [{"heard": list(rule.heard), "write": rule.write} for rule in rules]}
    shown = [told] if told else [rule.line for rule in rules] or ["There are no rules."]
    result(view, as_json=arguments.json, text=joined(shown))
    return 0


def run_expect(arguments: argparse.Namespace, program: Program) -> int:
    """Change the words that are recognized better, and print them. Returns 0."""
    known = program.settings.vocabulary
    given = tuple(filter(None, (" ".join(word.split()) for word in arguments.words)))
    if arguments.remove:
        missing = [word for word in given if word not in known]
        if missing or not given:
            raise UsageError(f"Not expected: {missing[0]!r}." if missing else "Name a word.")
        words = tuple(word for word in known if word not in given)
    else:
        words = tuple(dict.fromkeys((*known, *given)))
    if words != known:
        words = change_settings(program.paths.settings, vocabulary=words).vocabulary
    text = joined(words or ["No words are expected."])
    result({"words": list(words)}, as_json=arguments.json, text=text)
    return 0
