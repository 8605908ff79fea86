"""The ledger that version 1 of every fact wrote is read, verified, added to and exported."""

import json
import random
import shutil
from contextlib import closing
from dataclasses import asdict
from pathlib import Path

import pytest

from aurity_desktop.audio.slices.session_audio import SessionAudio
from aurity_desktop.corpus.integrity.verify import verify_corpus, verify_file, verify_session
from aurity_desktop.corpus.ledger.audit_chain import Head, broken_links
from aurity_desktop.corpus.ledger.derived import LINES_AFTER
from aurity_desktop.corpus.ledger.fact_tables import FACT_TABLES
from aurity_desktop.corpus.ledger.ledger import SqliteLedger
from aurity_desktop.corpus.ledger.ledger_database import LEDGER
from aurity_desktop.corpus.ledger.replay import unproven_facts
from aurity_desktop.corpus.session_file.content import read_content
from aurity_desktop.corpus.transfer.exporting import export_session
from aurity_desktop.corpus.transfer.importing import import_session
from aurity_desktop.domain.consent import Consent, ConsentAnswer, consent_text
from aurity_desktop.domain.edits import Edit, EditKind
from aurity_desktop.domain.errors import CorpusError
from aurity_desktop.domain.events import CORPUS_CHAIN, Event
from aurity_desktop.domain.keys import NoKeys
from aurity_desktop.domain.speakers import SpeakerRole
from aurity_desktop.runtime.paths import Paths
from aurity_desktop.storage.migrations import statements
from tests.corpus.examples import note_line, note_of
from tests.golden import GOLDEN

DONE, HELD, ERASED = (
    "session_20240301_090000",
    "session_20240302_100000",
    "session_20240303_110000",
)

#: What came to the lists since.
YOUNGER = {
    "sessions": ("retitled", "reviewed"),
    "search": ("found_in",),
    "changes": ("together",),
}

#: Tables of facts that came since; for titles see ledger_v4.db.
YOUNGER_TABLES = {
    "titles",
    "bookmarks",
    "note_entries",
    "note_texts",
    "signed_notes",
    "review_marks",
    "live_corrections",
    "patients",
}

#: What the code that wrote it read from it.
KNOWN = json.loads((GOLDEN / "ledger.json").read_text(encoding="utf-8"))


class LedgerKey(NoKeys):
    """The key of the encrypted one; no session has any."""

    def ledger_keys(self, *, anew=False):
        return (bytes(range(32)),)

    def ledger_may_be_plain(self):
        return False


@pytest.fixture(params=["ledger.db", "ledger_encrypted.db"])
def ledger(request, paths):
    shutil.copytree(GOLDEN / "sessions", paths.sessions, dirs_exist_ok=True)
    shutil.copy(GOLDEN / request.param, paths.ledger)
    keys = LedgerKey() if "encrypted" in request.param else NoKeys()
    with closing(SqliteLedger(paths.ledger, "luis", keys=keys)) as opened:
        yield opened


def as_json(value, root):
    def plain(found):
        return found.relative_to(root).as_posix() if isinstance(found, Path) else str(found)

    return json.loads(json.dumps(value, default=plain))


def everything_of(ledger, session_id):
    return {
        "slices": list(map(asdict, ledger.sound.slices(session_id))),
        "spans": list(map(asdict, ledger.sound.spans(session_id))),
        "chunks": list(map(asdict, ledger.chunks.of_session(session_id))),
        "words": list(map(asdict, ledger.segments.words(session_id))),
        "segments": list(map(asdict, ledger.segments.across_spans(session_id))),
        "run": ledger.segments.run_id(session_id),
        "runs": ledger.segments.run_ids(session_id),
        "speakers": list(map(asdict, ledger.speakers.of_session(session_id))),
        "edits": list(map(asdict, ledger.edits.of_session(session_id))),
        "changes": list(map(asdict, ledger.edits.changes(session_id))),
        "consent": ledger.consents.newest(session_id),
        "facts": list(map(asdict, ledger.facts.of_session(session_id))),
        "audit": list(map(asdict, ledger.audit.rows(session_id))),
        "head": asdict(ledger.audit.head(session_id)),
        "passages": ledger.search.passages(session_id),
    }


@pytest.mark.parametrize("session_id", [DONE, HELD])
def test_everything_of_a_session_is_read_as_it_was_then(ledger, paths, session_id):
    read = without_younger(as_json(everything_of(ledger, session_id), paths.data))
    for part, known in KNOWN["of"][session_id].items():
        assert read[part] == known, part


def without_younger(read):
    for part, fields in YOUNGER.items():
        for record in read.get(part, ()):
            for field in fields:
                record.pop(field)
    return read


def test_what_an_earlier_version_joined_across_a_pause_is_read_in_two(ledger):
    pause, gap = ledger.sound.spans(DONE)
    joined, *_ = ledger.segments.across_spans(DONE)
    assert joined.start < pause.at_sample / 16_000 < joined.end
    first, second, *_ = segments = ledger.segments.of_session(DONE)
    assert f"{first.text} {second.text}" == joined.text
    for at in (pause.at_sample / 16_000, gap.at_sample / 16_000):
        assert all(each.end <= at or each.start >= at for each in segments)


def test_the_lists_are_read_as_they_were_then(ledger, paths):
    transcripts = [ledger.runs.transcript(f"{DONE}-{run}") for run in ("s-1", "text-1")]
    read = {
        "sessions": list(map(asdict, ledger.sessions.all())),
        "open": ledger.sessions.open_ids(),
        "behind": ledger.sessions.behind(),
        "holds": list(map(asdict, ledger.retention.holds())),
        "erased": ledger.erasures.all(),
        "search": list(map(asdict, ledger.search.find("doctora"))),
        "transcripts": list(map(asdict, transcripts)),
        "diarization": asdict(ledger.runs.diarization(f"{DONE}-turns-1")),
    }
    for part, found in without_younger(as_json(read, paths.data)).items():
        assert found == KNOWN[part], part


def test_titles_given_afterwards_are_read_and_found(paths):
    shutil.copy(GOLDEN / "ledger_v4.db", paths.ledger)
    with closing(SqliteLedger(paths.ledger, "luis")) as opened:
        (summary,) = opened.sessions.all()
        assert (summary.title, summary.plan.title) == ("Señora Núñez, control", "Consulta Núñez")
        assert [hit.text for hit in opened.search.find("nunez")] == ["Señora Núñez, control"]
        facts, audit = (
            opened.facts.of_session(summary.session_id),
            opened.audit.rows(summary.session_id),
        )
        assert [fact.table for fact in facts].count("titles") == 2
        assert unproven_facts(facts, audit) == []
        assert opened.damage() == opened.search.damage() == []


def test_titles_that_a_plan_had_are_found_in_a_ledger_of_before(ledger):
    titled = [each for each in ledger.sessions.all() if each.title]
    assert titled
    for each in titled:
        assert each.session_id in {hit.session_id for hit in ledger.search.find(each.title)}


def test_the_golden_ledger_has_a_row_of_every_kind_of_fact(ledger):
    tables = {fact.table for fact in ledger.facts.of_session(DONE)}
    tables |= {fact.table for fact in ledger.facts.of_session(HELD)}
    assert tables == {table.name for table in FACT_TABLES} - YOUNGER_TABLES
    assert ledger.erasures.was_erased(ERASED)
    assert [row.operation for row in ledger.audit.rows(CORPUS_CHAIN)] == [
        Event.RETENTION_CHANGED,
        Event.SESSION_ERASED,
    ]


def test_its_chains_and_facts_prove_each_other(ledger):
    for session_id in (DONE, HELD):
        audit = ledger.audit.rows(session_id)
        assert broken_links(session_id, audit, ledger.audit.head(session_id)) == []
        assert unproven_facts(ledger.facts.of_session(session_id), audit) == []
    assert broken_links(CORPUS_CHAIN, ledger.audit.rows(CORPUS_CHAIN), None) == []
    assert ledger.damage() == ledger.search.damage() == []


def test_the_whole_folder_verifies(ledger, paths):
    # The golden folder keeps the slices alone; the joined recording is made of them.
    SessionAudio(paths).concatenate(DONE, ledger.sound.slices(DONE))
    assert verify_corpus(ledger, paths).findings == ()


def test_every_derived_table_can_be_made_anew_from_it(ledger):
    before = {each: read_content(ledger, each) for each in (DONE, HELD)}
    for session_id in before:
        ledger.facts.derive_again(session_id)
    assert {each: read_content(ledger, each) for each in before} == before


def test_its_chain_goes_on_under_todays_code(ledger):
    ledger.edits.record(DONE, Edit("edit-5", EditKind.CORRECT, 0, 0, "Buenas"))
    ledger.speakers.rename(DONE, "SPEAKER_01", "Dr. Pérez", SpeakerRole.MEDICO)
    ledger.retention.lift_hold(HELD, "resuelta")
    ledger.consents.record(HELD, Consent(ConsentAnswer.GIVEN, consent_text("en")))
    for session_id, count in ((DONE, 2), (HELD, 2)):
        audit = ledger.audit.rows(session_id)
        assert len(audit) == KNOWN["of"][session_id]["head"]["count"] + count
        assert broken_links(session_id, audit, Head(len(audit), audit[-1].row_hash)) == []
        assert unproven_facts(ledger.facts.of_session(session_id), audit) == []
        assert not any("fact_version" in row.metadata for row in audit)  # all are version 1


def test_it_is_exported_and_imported_elsewhere_fact_by_fact(ledger, paths, tmp_path):
    facts = ledger.facts.of_session(DONE)
    export_session(ledger, DONE, tmp_path / "out.h5", exported_by="luis")
    assert verify_file(tmp_path / "out.h5").findings == ()
    other = Paths(tmp_path / "elsewhere", paths.models)
    other.prepare()
    with closing(SqliteLedger(other.ledger, "eva")) as elsewhere:
        import_session(elsewhere, other, tmp_path / "out.h5")
        assert elsewhere.facts.of_session(DONE) == facts
        assert verify_session(elsewhere, other, DONE).findings == ()


def test_no_page_of_an_encrypted_ledger_is_changed_unnoticed(tmp_path):
    """Chains and heads of a folder that has a vault lie under its key: each page has a MAC."""
    whole = (GOLDEN / "ledger_encrypted.db").read_bytes()
    places, path = random.Random(3), tmp_path / "ledger.db"
    for page in range(0, len(whole), 4096):
        changed = bytearray(whole)
        changed[page + places.randrange(4096)] ^= 1 << places.randrange(8)
        path.write_bytes(changed)
        assert _is_refused_or_damaged(path)
    path.write_bytes(whole)
    assert not _is_refused_or_damaged(path)


def _is_refused_or_damaged(path):
    try:
        with closing(SqliteLedger(path, "luis", keys=LedgerKey())) as ledger:
            return ledger.damage() != []
    except CorpusError:
        return True


def test_notes_of_a_ledger_of_before_are_found(ledger):
    line = note_line()
    ledger.clinical_notes.decide(DONE, line)
    ledger.clinical_notes.write(DONE, "prognosis", "Bueno.")
    ledger.clinical_notes.sign(DONE, "n1", note_of(line), "Niega fiebre")
    ledger.clinical_notes.decide(DONE, line.untouched)
    wanted = ledger.search.note_lines(DONE)
    assert [place.partition("/")[0] for place, *_ in wanted] == ["text", "version", "version"]
    connection = ledger.database.connection
    connection.execute("DROP VIEW note_lines")
    connection.execute("DROP TABLE note_line_index")
    connection.execute("DROP TABLE shown_note_lines")
    (step,) = (each for each in LEDGER.steps if "VIEW note_lines" in each.sql)
    for statement in statements(step.sql):
        connection.execute(statement)
    assert ledger.search.note_lines(DONE) == wanted
    assert ledger.search.damage() == []


def test_the_lines_of_one_note_are_looked_up_and_not_all_notes(ledger):
    sql = f"EXPLAIN QUERY PLAN {LINES_AFTER}"
    plan = [row[-1] for row in ledger.database.connection.execute(sql, (DONE,))]
    facts = [each for each in plan if each.split()[1] in ("e", "t", "s", "n")]
    assert len(facts) == 7
    assert all("SEARCH" in each and "session_id=?" in each for each in facts)


@pytest.mark.parametrize(
    "planted",
    ["{", "[1]", '{"sections":["{"]}', '{"sections":[{"lines":["{", 1]}]}', '{"head":["{",{}]}'],
)
def test_what_was_planted_as_a_signed_note_keeps_no_note_from_being_found(ledger, planted):
    row = (DONE, 10**6, "n0", 1, planted, "")
    ledger.database.connection.execute("INSERT INTO signed_notes VALUES (?, ?, ?, ?, ?, ?)", row)
    ledger.clinical_notes.decide(DONE, note_line())
    assert [hit.text for hit in ledger.search.find("niega fiebre")] == ["Niega fiebre"]
