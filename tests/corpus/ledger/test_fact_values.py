"""Facts that prove themselves and hold what nobody could read: refused, before they are stored."""

import hashlib
import json
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from aurity_desktop.corpus.hdf5.write import Manifest, write_session_file
from aurity_desktop.corpus.integrity.verify import verify_file
from aurity_desktop.corpus.ledger.audit_chain import payload_hash
from aurity_desktop.corpus.ledger.fact_tables import Fact, fact_table
from aurity_desktop.corpus.ledger.ledger import SqliteLedger
from aurity_desktop.corpus.ledger.replay import NotReplayable
from aurity_desktop.corpus.session_file.content import read_content
from aurity_desktop.corpus.transfer.importing import import_session
from aurity_desktop.domain.errors import NotOurFile
from aurity_desktop.domain.events import GENESIS_HASH, link_hash
from aurity_desktop.runtime.paths import Paths
from tests.corpus.examples import SESSION, note_line, note_of

_LINKED = ("timestamp", "operation", "user_id", "payload_hash", "result_hash", "status", "metadata")


def forged(facts, audit, change, row_change=None):
    """The same session with other facts, and a chain that proves them."""
    changed = []
    for fact in facts:
        columns = fact_table(fact.table).columns
        fields = dict(zip(columns, json.loads(fact.values), strict=False))
        if change is not None and fact.table == change[0]:
            fields.update(change[1])
        values = json.dumps(list(fields.values()), separators=(",", ":"), ensure_ascii=False)
        changed.append(Fact(fact.audit_id, fact.table, values))
    proofs = {
        fact.audit_id: hashlib.sha256(fact.values.encode("utf-8", "surrogatepass")).hexdigest()
        for fact in changed
    }
    rows, previous = [], GENESIS_HASH
    for row in audit:
        new = replace(row, **(row_change or {}))
        proof = proofs.get(row.audit_id) or payload_hash((new.metadata,))
        new = replace(new, payload_hash=proof, prev_hash=previous)
        link = {name: str(getattr(new, name)) for name in _LINKED}
        previous = link_hash(
            session_id=new.session_id, audit_id=new.audit_id, prev_hash=previous, **link
        )
        rows.append(replace(new, row_hash=previous))
    return changed, rows


def a_list(*fields):
    return json.dumps([list(fields)])


def a_word(start=0.0, end=0.5, text="sí", probability=0.5, speaker="S"):
    return a_list(start, end, text, probability, speaker, 0.0, False)


BAD = [
    ("sessions", {"created_at": "yesterday"}),
    ("sessions", {"created_at": "2020-01-01T00:00:00"}),
    ("sessions", {"created_at": "9999-12-31T23:59:59.999999+00:00"}),
    ("sessions", {"created_at": "1969-12-31T23:59:59+00:00"}),
    ("sessions", {"created_at": 7}),
    ("sessions", {"vocabulary": '{"a":1}'}),
    ("sessions", {"vocabulary": "[1]"}),
    ("sessions", {"vocabulary": "[" * 200_000 + "]" * 200_000}),
    ("sessions", {"speakers_minimum": -5}),
    ("sessions", {"speakers_maximum": 10**30}),
    ("sessions", {"speakers_maximum": 2.5}),
    ("sessions", {"title": "A" * 3_000_000}),
    ("sessions", {"title": None}),
    ("sessions", {"title": "\ud800"}),
    ("sessions", {"language": '"><script>'}),
    ("states", {"state": "mad"}),
    ("states", {"state": 1}),
    ("slices", {"sample_count": -1}),
    ("slices", {"start_sample": "0"}),
    ("slices", {"sha256": "0" * 63}),
    ("spans", {"seconds": float("inf")}),
    ("spans", {"seconds": 61}),
    ("spans", {"kind": "coffee"}),
    ("transcriptions", {"status": "well"}),
    ("transcriptions", {"confidence": float("nan")}),
    ("transcriptions", {"latency_ms": 1e300}),
    ("transcriptions", {"words": a_word(start=float("nan"))}),
    ("transcripts", {"words": a_word(start=-5.0)}),
    ("transcripts", {"words": a_word(end=-1e300)}),
    ("transcripts", {"words": a_word(end=1e6)}),
    ("transcripts", {"words": a_word(text=None)}),
    ("transcripts", {"words": a_word(speaker=[])}),
    ("transcripts", {"words": '["abc"]'}),
    ("transcripts", {"words": "7"}),
    ("diarizations", {"turns": a_list(1e308, 1e308, "S")}),
    ("diarizations", {"turns": a_list(0.0, 1.0, 2)}),
    ("diarizations", {"speakers": "null"}),
    ("assignments", {"segments": "[" * 100_000 + "]" * 100_000}),
    ("assignments", {"segments": a_list(0.0, float("inf"), "S", "sí", 0.5, False)}),
    ("assignments", {"chunk_speakers": a_list(-1, "S")}),
    ("edits", {"kind": "invent"}),
    ("edits", {"first_word": -1}),
    ("edit_marks", {"active": 2}),
    ("consents", {"answer": "maybe"}),
    ("consents", {"text_hash": "0"}),
    ("holds", {"active": "yes"}),
    ("note_entries", {"state": "maybe"}),
    ("note_entries", {"start": float("nan")}),
    ("note_entries", {"entry_id": "x" * 200}),
    ("note_texts", {"section": None}),
    ("signed_notes", {"version": 0}),
    ("signed_notes", {"content": "{}"}),
    ("signed_notes", {"content": "[" * 100_000}),
    ("speaker_names", {"role": "HACKER"}),
    ("speaker_names", {"label": "S" * 5_000}),
]

BAD_ROWS = [
    {"timestamp": "garbage"},
    {"timestamp": "2024-03-01T15:00:00"},
    {"operation": "EVENT\x1b[31m"},
    {"status": "so so"},
    {"metadata": "[" * 100_000},
    {"metadata": "[]"},
    {"metadata": '{"a":NaN}'},
    {"user_id": "u" * 100_000},
]


def restored(facts, audit):
    with closing(SqliteLedger.in_memory(Path("ledger.db"))) as fresh:
        fresh.facts.restore(SESSION, facts, audit)
        return fresh.facts.of_session(SESSION)


def test_a_session_that_is_forged_into_itself_is_taken(recorded, ledger):
    facts, audit = ledger.facts.of_session(SESSION), ledger.audit.rows(SESSION)
    assert restored(*forged(facts, audit, None)) == facts


@pytest.mark.parametrize("change", BAD, ids=lambda change: f"{change[0]}-{str(change[1])[:40]}")
def test_a_value_that_is_none_of_the_domain_is_refused(recorded, ledger, change):
    ledger.clinical_notes.decide(SESSION, note_line())
    ledger.clinical_notes.write(SESSION, "prognosis", "Bueno")
    ledger.clinical_notes.sign(SESSION, "n1", note_of(note_line()), "Niega fiebre")
    facts, audit = ledger.facts.of_session(SESSION), ledger.audit.rows(SESSION)
    with pytest.raises(NotReplayable) as refused:
        restored(*forged(facts, audit, change))
    assert len(str(refused.value).splitlines()) == 1


@pytest.mark.parametrize("change", BAD_ROWS, ids=lambda change: str(change)[:40])
def test_a_row_of_a_chain_that_nobody_could_read_is_refused(recorded, ledger, change):
    facts, audit = ledger.facts.of_session(SESSION), ledger.audit.rows(SESSION)
    with pytest.raises(NotReplayable, match="audit row 0"):
        restored(*forged(facts, audit, None, change))


def test_a_second_plan_is_refused(recorded, ledger):
    facts, audit = ledger.facts.of_session(SESSION), ledger.audit.rows(SESSION)
    without = [fact for fact in facts if fact.table != "sessions"]
    rows = forged(without, audit, None)[1]
    with pytest.raises(NotReplayable, match="plan"):
        restored(without, rows)


@pytest.fixture
def elsewhere(tmp_path):
    """Another machine's data folder."""
    paths = Paths(tmp_path / "elsewhere", tmp_path / "models")
    paths.prepare()
    return paths


@pytest.fixture
def other_ledger(elsewhere):
    with closing(SqliteLedger(elsewhere.ledger, "luis")) as opened:
        yield opened


def naive_plan(content):
    plan = replace(content.summary.plan, created_at=datetime.fromisoformat("2020-01-01"))
    return replace(content, summary=replace(content.summary, plan=plan))


def no_answer(content):
    return replace(
        content, consents=tuple(replace(each, answer="maybe") for each in content.consents)
    )


@pytest.mark.parametrize(
    ("change", "row_change", "shown"),
    [
        (None, {"timestamp": "garbage"}, lambda content: content),
        (("sessions", {"created_at": "2020-01-01T00:00:00"}), None, naive_plan),
        (("consents", {"answer": "maybe"}), None, no_answer),
    ],
)
def test_a_file_of_such_facts_is_refused_in_one_line_and_nothing_of_it_is_stored(
    recorded, ledger, paths, tmp_path, other_ledger, elsewhere, change, row_change, shown
):
    content = read_content(ledger, SESSION)
    facts, audit = forged(content.facts, content.audit, change, row_change)
    content = shown(replace(content, facts=tuple(facts), audit=tuple(audit)))
    write_session_file(content, tmp_path / "x.h5", Manifest(), keys=ledger.keys)
    assert not verify_file(tmp_path / "x.h5").ok
    with pytest.raises(NotOurFile) as refused:
        import_session(other_ledger, elsewhere, tmp_path / "x.h5")
    assert len(str(refused.value).splitlines()) == 1
    assert other_ledger.sessions.all() == []
    assert list(elsewhere.sessions.iterdir()) == []
