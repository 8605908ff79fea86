"""`edit`: correct words, say who spoke, name a voice, mark a moment, title a session, and more.

Every change is a fact of its own; `history` lists them, `undo` takes back.
"""

from __future__ import annotations

import argparse
import re
from dataclasses import replace
from uuid import uuid4

from aurity_desktop.application.library.library import Library
from aurity_desktop.application.library.replacing import replacing
from aurity_desktop.application.program import Program
from aurity_desktop.cli import views
from aurity_desktop.cli.output import joined, result, say
from aurity_desktop.cli.waiting import write_files
from aurity_desktop.domain.audio import SAMPLE_RATE
from aurity_desktop.domain.bookmarks import Bookmark
from aurity_desktop.domain.edits import Edit, EditKind
from aurity_desktop.domain.errors import UnknownSpeaker, UsageError
from aurity_desktop.domain.finding import Find
from aurity_desktop.domain.live_corrections import corrected, with_corrections
from aurity_desktop.domain.safe_text import one_line
from aurity_desktop.domain.spans import lines_of
from aurity_desktop.domain.speakers import Speaker, SpeakerRole

#: Hours, minutes and seconds; a year at most.
_MOMENT = re.compile(r"(?:(?:(\d{1,4}):)?(\d{1,3}):)?(\d{1,8}(?:\.\d{1,6})?)")
_OF_BOOKMARKS = frozenset({"mark", "note", "unmark"})
_PLACES = re.compile(r"(\d+)(?:-(\d+))?")


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The parser of `edit` and of its actions."""
    parser = subparsers.add_parser(
        "edit",
        help="correct words, say who spoke, name a voice, mark a moment, give a title; each can be "
        "taken back",
        description="Words are named by their places, as `show SESSION --words` lists them; voices "
        "by their labels.",
    )
    actions = parser.add_subparsers(metavar="ACTION", required=True)
    words = _action(actions, "text", "write words differently; without TEXT they are removed")
    words.add_argument("places", type=places, metavar="FIRST[-LAST]")
    words.add_argument("text", metavar="TEXT", nargs="?", default="")
    said = _action(actions, "said-by", "give words to another voice")
    said.add_argument("places", type=places, metavar="FIRST[-LAST]")
    said.add_argument("label", metavar="LABEL")
    split = _action(actions, "split", "begin a new turn at a word")
    split.add_argument("places", type=places, metavar="WORD")
    join = _action(actions, "join", "words go on the turn before them; not across a pause or a gap")
    join.add_argument("places", type=places, metavar="FIRST[-LAST]")
    join.add_argument("label", metavar="LABEL", help="who says them: the voice of that turn")
    merge = _action(actions, "merge", "two voices are one person")
    merge.add_argument("merged", metavar="LABEL")
    merge.add_argument("label", metavar="INTO")
    other = _action(actions, "replace", "write a text in place of another, everywhere, as one step")
    other.add_argument("find", metavar="FIND")
    other.add_argument("text", metavar="TEXT")
    other.add_argument("--case", action="store_true", help="capitals count")
    other.add_argument("--accents", action="store_true", help="accents count")
    other.add_argument("--whole-words", action="store_true", help="no parts of words")
    told = _action(actions, "told", "correct a word of the live text while it is being recorded")
    told.add_argument("at", type=moment, metavar="TIME", help="when it was said")
    told.add_argument("text", metavar="TEXT", nargs="?", default="")
    mark = _action(actions, "mark", "mark a moment, also while the session is being recorded")
    mark.add_argument("note", metavar="NOTE", nargs="?", default="", help="what is noted there")
    mark.add_argument(
        "--at", type=moment, metavar="TIME", help="as 95, 1:35 or 0:01:35; default: the end"
    )
    note = _action(actions, "note", "write another note to a mark")
    note.add_argument("mark", metavar="MARK", help="its id, as `show SESSION --json` lists it")
    note.add_argument("note", metavar="NOTE", help='"" takes the note away')
    unmark = _action(actions, "unmark", "remove a mark and its note")
    unmark.add_argument("mark", metavar="MARK")
    title = _action(actions, "title", "what the session is called")
    title.add_argument("title", metavar="TITLE", help='"" takes the title away')
    reviewed = _action(actions, "reviewed", "the transcript is reviewed")
    reviewed.add_argument("--not", dest="again", action="store_true", help="it is to be reviewed")
    name = _action(actions, "voice", "the name and role of a voice")
    name.add_argument("label", metavar="LABEL")
    name.add_argument("--name", help='"" takes the name away')
    name.add_argument("--role", choices=[role.value for role in SpeakerRole])


def _action(
    actions: argparse._SubParsersAction[argparse.ArgumentParser], name: str, what: str
) -> argparse.ArgumentParser:
    action = actions.add_parser(name, help=what)
    action.add_argument("session", metavar="SESSION")
    action.add_argument(
        "--no-wait", action="store_true", help="leave the session's files to the next worker"
    )
    action.add_argument("--json", action="store_true", help="print one JSON object")
    action.set_defaults(run=run, action=name)
    return action


def run(arguments: argparse.Namespace, program: Program) -> int:
    """Record one change and print the transcript as it reads now. Returns 0."""
    session_id, library = arguments.session, Library(program)
    if arguments.action == "voice":
        _name(library, arguments)
    elif arguments.action == "title":
        library.retitle(session_id, one_line(arguments.title))
    elif arguments.action == "replace":
        _replace(library, arguments)
    elif arguments.action == "told":
        _correct_told(library, arguments)
    elif arguments.action == "reviewed":
        library.mark_reviewed([session_id], not arguments.again)
    elif arguments.action in _OF_BOOKMARKS:
        _bookmark(library, arguments)
    else:
        library.record_edit(session_id, _edit(arguments, library))
    if not arguments.no_wait:
        write_files(program, session_id)
    show(program, session_id, as_json=arguments.json)
    return 0


def _edit(arguments: argparse.Namespace, library: Library) -> Edit:
    """Raises UnknownSpeaker for a voice that is not in the session."""
    edit_id = uuid4().hex
    if arguments.action == "merge":
        _known(library, arguments.session, arguments.label)
        return Edit(edit_id, EditKind.MERGE, speaker=arguments.label, merged=arguments.merged)
    first, last = arguments.places
    match arguments.action:
        case "text":
            return Edit(edit_id, EditKind.CORRECT, first, last, arguments.text)
        case "said-by":
            _known(library, arguments.session, arguments.label)
            return Edit(edit_id, EditKind.REASSIGN, first, last, speaker=arguments.label)
        case "join":
            _known(library, arguments.session, arguments.label)
            return Edit(edit_id, EditKind.JOIN, first, last, speaker=arguments.label)
        case _:
            return Edit(edit_id, EditKind.SPLIT, first, first)


def _replace(library: Library, arguments: argparse.Namespace) -> None:
    """Raises UsageError where there is nothing to replace."""
    reading = library.reading(arguments.session)
    find = Find(arguments.find, arguments.case, arguments.accents, arguments.whole_words)
    text = one_line(arguments.text)
    edits = replacing(reading, find, text) if reading is not None else ()
    if not edits:
        raise UsageError("That text is not in the transcript.")
    library.record_edit(arguments.session, *edits)
    places = len(edits)
    say(f"Written anew: {places} {'place' if places == 1 else 'places'}.")


def _correct_told(library: Library, arguments: argparse.Namespace) -> None:
    """Raises UsageError where no word was told then, and for a session that is finished."""
    session_id = arguments.session
    if library.reading(session_id) is not None:
        raise UsageError("The final transcript is there: correct it with `edit text`.")
    known = library.live_corrections(session_id)
    words = with_corrections(library.words(session_id), known)
    said = [word for word in words if word.start <= arguments.at < word.end]
    if not said:
        raise UsageError("No word was told at that time.")
    library.correct_live(
        session_id, corrected(known, said[0], one_line(arguments.text), uuid4().hex)
    )


def _bookmark(library: Library, arguments: argparse.Namespace) -> None:
    """Raises UsageError for a moment that is not in the session, and a mark that is not there."""
    session_id = arguments.session
    if arguments.action == "mark":
        length = library.session(session_id).sample_count
        at = length if arguments.at is None else round(arguments.at * SAMPLE_RATE)
        if at > length:
            raise UsageError("The session is not that long.")
        note = one_line(arguments.note)
        library.set_bookmark(session_id, Bookmark(uuid4().hex, at, note))
        return
    known = {each.bookmark_id: each for each in library.bookmarks(session_id)}
    if arguments.mark not in known:
        raise UsageError(f"The session has no mark {arguments.mark}.")
    if arguments.action == "unmark":
        library.remove_bookmark(session_id, arguments.mark)
    else:
        noted = replace(known[arguments.mark], text=one_line(arguments.note))
        library.set_bookmark(session_id, noted)


def _name(library: Library, arguments: argparse.Namespace) -> None:
    if arguments.name is None and arguments.role is None:
        raise UsageError("Say what the voice is called: --name, --role, or both.")
    old = _known(library, arguments.session, arguments.label)
    name = old.name if arguments.name is None else arguments.name
    role = old.role if arguments.role is None else SpeakerRole(arguments.role)
    library.rename_speakers(arguments.session, [Speaker(arguments.label, role, name)])


def _known(library: Library, session_id: str, label: str) -> Speaker:
    speakers = {each.label: each for each in library.speakers(session_id)}
    if label not in speakers:
        raise UnknownSpeaker(session_id, label, tuple(speakers))
    return speakers[label]


def places(text: str) -> tuple[int, int]:
    """`7` or `7-9`. Raises ArgumentTypeError."""
    found = _PLACES.fullmatch(text)
    if found is None:
        raise argparse.ArgumentTypeError(f"{text!r} is no place such as 7 or 7-9")
    return int(found[1]), int(found[2] or found[1])


def moment(text: str) -> float:
    """`95`, `1:35` or `0:01:35` in seconds. Raises ArgumentTypeError."""
    found = _MOMENT.fullmatch(text)
    if found is None:
        raise argparse.ArgumentTypeError(f"{text!r} is no time such as 95, 1:35 or 0:01:35")
    hours, minutes, seconds = (float(each or 0) for each in found.groups())
    return 3600 * hours + 60 * minutes + seconds


def show(program: Program, session_id: str, *, as_json: bool) -> None:
    """The title and the transcript as they read now."""
    library = Library(program)
    session = library.session(session_id)
    title = session.title
    speakers = library.speakers(session_id)
    segments = library.segments(session_id)
    spans, bookmarks = library.spans(session_id), library.bookmarks(session_id)
    view = {
        "session_id": session_id,
        "title": title,
        "to_review": session.to_review,
        "speakers": [views.speaker_view(each) for each in speakers],
        "segments": [views.segment_view(each) for each in segments],
        "spans": [views.span_view(each) for each in spans],
        "bookmarks": [views.bookmark_view(each) for each in bookmarks],
    }
    read = views.turns(lines_of(segments, spans, bookmarks), speakers)
    result(view, as_json=as_json, text=joined([*([title, ""] if title else []), *read]))
