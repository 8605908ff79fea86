"""What is shown after a correction: the same as made anew, for the work of one part."""

import random
import sys
from contextlib import contextmanager
from dataclasses import replace

import pytest

from aurity_desktop.corpus.ledger.ledger import SqliteLedger
from aurity_desktop.domain.edits import Edit, EditKind
from aurity_desktop.domain.errors import DamagedRow
from aurity_desktop.domain.speakers import UNKNOWN_SPEAKER
from aurity_desktop.domain.transcript import Segment, Word, text_of
from tests.corpus.examples import SESSION, a_slice, plan, without_fsync
from tests.corpus.work import python_calls

OTHER = "session_20240301_090000_2"
VOICES = ("SPEAKER_00", "SPEAKER_01", "SPEAKER_02", UNKNOWN_SPEAKER)


def spoken(minutes, seed=1):
    """Words of several voices, some at once, in turns of a few words."""
    dice, words, at = random.Random(seed), [], 0.0
    while at < 60 * minutes:
        voice = dice.choice(VOICES)
        for _ in range(dice.randint(1, 20)):
            words.append(Word(at, at + 0.4, f"palabra{len(words)}", 0.9, voice))
            at += dice.choice((0.2, 0.5, 0.5, 4.0))
    return words


def turns(words):
    """A segment for each stretch of one voice, that begins a moment before its first word."""
    found, begin = [], 0
    for at in range(1, len(words) + 1):
        if at == len(words) or words[at].speaker != words[begin].speaker:
            own = tuple(words[begin:at])
            start, end = own[0].start - 0.1, own[-1].end + 0.1
            found.append(Segment(start, end, own[0].speaker, text_of(own), 0.9))
            begin = at
    return found


def finished(ledger, minutes, session_id=SESSION, *, by_turns=False):
    """A finished session; the number of its words. `by_turns`: two voices, word by word."""
    ledger.sessions.create(plan(session_id))
    for number in range(20 * minutes + 1):
        ledger.sound.record_slice(a_slice(number, session_id, count=48_000))
    words = spoken(minutes)
    if by_turns:
        words = [replace(word, speaker=VOICES[at % 2]) for at, word in enumerate(words)]
    stated = [(number, VOICES[number % 3]) for number in range(0, 20 * minutes, 2)]
    ledger.segments.record_run(session_id, f"{session_id}-run", words, turns(words), stated)
    return len(words)


def shown(ledger, session_id=SESSION):
    """All that is derived of what is read."""
    return (
        ledger.search.passages(session_id),
        [(chunk.chunk_number, chunk.speaker) for chunk in ledger.chunks.of_session(session_id)],
        ledger.sessions.summary(session_id),
        ledger.database.rows(
            "SELECT * FROM voices WHERE session_id = ? ORDER BY label", session_id
        ),
    )


def some_edit(dice, number, count, kinds=tuple(EditKind)):
    kind = dice.choice((*3 * [EditKind.CORRECT], *kinds))
    first = dice.randrange(count)
    last = min(count - 1, first + dice.choice((0, 0, 1, 3, 90)))
    voice, other = dice.sample(VOICES, 2)
    match kind:
        case EditKind.CORRECT | EditKind.REPLACE | EditKind.BY_SOUND:
            text = " ".join("otra" for _ in range(dice.choice((0, 1, last - first + 1, 4))))
            return Edit(f"e{number}", kind, first, last, text)
        case EditKind.REASSIGN | EditKind.JOIN:
            return Edit(f"e{number}", kind, first, last, speaker=voice)
        case EditKind.SPLIT:
            return Edit(f"e{number}", kind, first, first)
    return Edit(f"e{number}", kind, speaker=voice, merged=other)


@pytest.mark.parametrize("seed", range(6))
def test_what_is_shown_after_any_corrections_is_what_is_made_anew(ledger, seed):
    dice, count = random.Random(seed), finished(ledger, 4)
    for number in range(25):
        ledger.edits.record(SESSION, some_edit(dice, number, count))
        if dice.random() < 0.4:
            ledger.edits.withdraw(SESSION, f"e{dice.randrange(number + 1)}")
        if dice.random() < 0.2:
            ledger.edits.restore(SESSION, f"e{dice.randrange(number + 1)}")
        if number % 5 == 4:
            found = shown(ledger)
            texts = (segment.text for segment in ledger.segments.of_session(SESSION))
            assert " ".join(row[-1] for row in found[0]) == " ".join(texts)
            ledger.facts.derive_again(SESSION)
            assert shown(ledger) == found
    assert ledger.search.damage() == []


def test_all_of_it_taken_back_shows_what_the_run_says(ledger):
    count = finished(ledger, 3)
    before, dice = shown(ledger), random.Random(7)
    for number in range(12):
        ledger.edits.record(SESSION, some_edit(dice, number, count))
    for number in range(12):
        ledger.edits.withdraw(SESSION, f"e{number}")
    assert shown(ledger)[:2] == before[:2]


def test_a_chunk_at_the_border_of_two_parts_is_judged_by_the_words_of_both(ledger):
    """One voice ends a part with a word, another says two in the next; all three in one chunk."""
    ledger.sessions.create(plan())
    for number in range(40):
        ledger.sound.record_slice(a_slice(number, count=48_000))
    words = [
        Word(at, at + 0.9, f"palabra{at}", 0.9, VOICES[0] if at < 64 else VOICES[1])
        for at in range(120)
    ]
    ledger.segments.record_run(SESSION, "run", words, turns(words), [])
    ledger.edits.record(SESSION, Edit("e1", EditKind.CORRECT, 61, 62, "juntas"))
    assert dict(shown(ledger)[1])[21] == VOICES[1]


def work(ledger, edit, session_id=SESSION):
    """Rows that are written for an edit, and calls of Python functions."""
    before = ledger.database.connection.total_changes
    calls = python_calls(lambda: ledger.edits.record(session_id, edit))
    return ledger.database.connection.total_changes - before, calls


@pytest.mark.parametrize(
    "edit",
    [
        Edit("e", EditKind.CORRECT, 300, 300, "otra"),
        Edit("e", EditKind.CORRECT, 300, 301, "otra"),
        Edit("e", EditKind.REASSIGN, 300, 303, speaker="SPEAKER_01"),
        Edit("e", EditKind.SPLIT, 303, 303),
    ],
    ids=["word", "two words to one", "voice", "turn"],
)
def test_a_correction_is_as_much_work_in_a_long_session_as_in_a_short_one(ledger, edit):
    before = Edit("before", EditKind.CORRECT, 90, 91, "una")  # the first to move words
    finished(ledger, 9)
    ledger.edits.record(SESSION, before)
    rows, calls = work(ledger, edit)
    finished(ledger, 90, OTHER)
    ledger.edits.record(OTHER, before)
    assert work(ledger, edit, OTHER) == (rows, pytest.approx(calls, rel=0.1))
    assert calls < 3_000


def test_the_voices_of_a_session_are_told_without_its_words(ledger):
    """Whoever opens a session has read all of them once already."""
    count = finished(ledger, 9)
    for number in range(8):
        edit = some_edit(random.Random(number), number, count, (EditKind.REASSIGN,))
        ledger.edits.record(SESSION, edit)
    spoken = {}
    for segment in ledger.segments.of_session(SESSION):
        spoken[segment.speaker] = spoken.get(segment.speaker, 0.0) + segment.end - segment.start
    found = []
    assert python_calls(lambda: found.extend(ledger.speakers.of_session(SESSION))) < 200
    assert [(each.label, each.seconds) for each in found] == list(spoken.items())
    ledger.database.connection.execute("UPDATE passages SET start = 'x'")
    assert ledger.speakers.of_session(SESSION) == found


def test_sessions_of_the_same_second_keep_their_passages_apart(ledger):
    last = finished(ledger, 1, by_turns=True) - 1
    ledger.edits.record(SESSION, Edit("e1", EditKind.CORRECT, last - 30, last, ""))
    finished(ledger, 1, OTHER, by_turns=True)
    ledger.edits.withdraw(SESSION, "e1")
    assert len(ledger.search.passages(SESSION)) == len(ledger.search.passages(OTHER))
    assert ledger.search.damage() == []


def test_a_run_that_an_earlier_version_showed_is_shown_anew_with_its_first_correction(ledger):
    """Its passages were counted, and had no parts."""
    finished(ledger, 2)
    connection = ledger.database.connection
    connection.execute("DELETE FROM run_parts")
    connection.execute("DELETE FROM shown_runs")
    connection.execute("UPDATE chunk_view SET stated_speaker = NULL, longest_speaker = NULL")
    connection.execute("UPDATE passages SET passage_id = passage_id + 7 WHERE passage_id % 2")
    ledger.search.rebuild()
    ledger.edits.record(SESSION, Edit("e1", EditKind.CORRECT, 3, 3, "metformina"))
    found = shown(ledger)
    ledger.facts.derive_again(SESSION)
    assert shown(ledger) == found
    assert len(ledger.search.find("metformina")) == 1


@pytest.mark.parametrize(
    "harm",
    [
        "UPDATE run_parts SET words = x'00'",
        "UPDATE run_parts SET words = 'x'",
        "DELETE FROM run_parts WHERE first_word = 0",
        "UPDATE shown_runs SET words = 'x'",
    ],
)
def test_a_part_that_was_harmed_is_refused_and_made_anew(ledger, harm):
    finished(ledger, 2)
    ledger.database.connection.execute(harm)
    edit = Edit("e1", EditKind.CORRECT, 0, 0, "metformina")
    with pytest.raises(DamagedRow):
        ledger.edits.record(SESSION, edit)
    ledger.facts.derive_again(SESSION)
    ledger.edits.record(SESSION, replace(edit, edit_id="e2"))
    assert len(ledger.search.find("metformina")) == 1


# -- what the write lock is held for ---------------------------------------------------------------
@pytest.fixture
def calls_in_the_lock(ledger, monkeypatch):
    """Calls of Python functions inside the ledger's transactions, counted from now on."""
    counted, real = [0], ledger.database.transaction

    def count(_frame, event, _argument):
        counted[0] += event in {"call", "c_call"}

    @contextmanager
    def transaction():
        with real() as connection:
            sys.setprofile(count)
            try:
                yield connection
            finally:
                sys.setprofile(None)

    monkeypatch.setattr(ledger.database, "transaction", transaction)

    def during(act):
        counted[0] = 0
        act()
        return counted[0]

    return during


MERGE = Edit("m", EditKind.MERGE, speaker="SPEAKER_00", merged="SPEAKER_01")


def other_run(minutes):
    words = spoken(minutes, seed=2)
    return lambda ledger, session_id: ledger.segments.record_run(
        session_id, f"{session_id}-2", words, turns(words), [(0, "SPEAKER_00")]
    )


def shown_by_an_earlier_version(ledger, session_id):
    for table in ("run_parts", "shown_runs"):
        ledger.database.connection.execute(
            f"DELETE FROM {table} WHERE session_id = ?", (session_id,)
        )
    ledger.edits.record(session_id, Edit(f"{session_id}-1", EditKind.CORRECT, 3, 3, "otra"))


@pytest.mark.parametrize(
    "act",
    [
        lambda ledger, session_id: ledger.edits.record(session_id, MERGE),
        lambda ledger, session_id: other_run(30 if session_id == OTHER else 5)(ledger, session_id),
        shown_by_an_earlier_version,
    ],
    ids=["merge", "run", "first correction"],
)
def test_what_changes_all_of_a_session_is_worked_out_before_the_lock_is_taken(
    ledger, calls_in_the_lock, act
):
    finished(ledger, 5)
    finished(ledger, 30, OTHER)
    short = calls_in_the_lock(lambda: act(ledger, SESSION))
    assert calls_in_the_lock(lambda: act(ledger, OTHER)) < short + 100


@pytest.fixture
def meanwhile(ledger, paths, monkeypatch):
    """Has another process do something just before the next transaction begins."""
    other = SqliteLedger(paths.ledger, "luz")
    without_fsync(other)
    real, acts = ledger.database.transaction, []

    def transaction():
        if acts:
            acts.pop()(other)
        return real()

    monkeypatch.setattr(ledger.database, "transaction", transaction)
    yield acts
    other.close()


@pytest.mark.parametrize("times", [1, 10])
def test_what_another_process_corrects_meanwhile_is_shown_as_well(ledger, meanwhile, times):
    """Once it is worked out again; each time it is, and then under the lock."""
    finished(ledger, 2)
    for number in range(times):
        edit = Edit(f"e{number}", EditKind.CORRECT, number, number, "metformina")
        meanwhile.append(lambda other, edit=edit: other.edits.record(SESSION, edit))
    ledger.edits.record(SESSION, MERGE)
    meanwhile.clear()
    found = shown(ledger)
    assert len(ledger.search.find("metformina")) > 0
    assert len(ledger.edits.of_session(SESSION)) == 1 + min(times, 4)
    ledger.facts.derive_again(SESSION)
    assert shown(ledger) == found


def test_a_session_of_the_same_second_that_takes_the_passages_meanwhile_keeps_them(
    ledger, meanwhile
):
    finished(ledger, 1)
    ledger.sessions.create(plan(OTHER))
    words = [replace(word, speaker=VOICES[at % 2]) for at, word in enumerate(spoken(2, seed=3))]
    meanwhile.append(
        lambda other: other.segments.record_run(OTHER, "other", words, turns(words), [])
    )
    ledger.segments.record_run(SESSION, "another", words, turns(words), [])
    assert len(ledger.search.passages(OTHER)) > 0
    assert len(ledger.search.passages(SESSION)) == len(ledger.segments.of_session(SESSION))
    assert ledger.search.damage() == []
