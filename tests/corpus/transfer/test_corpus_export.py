"""All finished sessions as Parquet tables, as DuckDB reads them."""

import errno
import hashlib
import json
import re
from contextlib import closing
from datetime import timedelta

import duckdb
import pytest

from aurity_desktop.corpus.session_file.content import read_shown
from aurity_desktop.corpus.transfer.corpus_export import MANIFEST, export_corpus
from aurity_desktop.corpus.transfer.parquet_folder import ParquetFolder
from aurity_desktop.corpus.transfer.parquet_tables import TABLES, columns_of
from aurity_desktop.domain.bookmarks import Bookmark
from aurity_desktop.domain.errors import DiskFull, NothingToExport, TargetExists, TargetRefused
from aurity_desktop.domain.events import CORPUS_CHAIN, REVIEWS, Event
from aurity_desktop.domain.integrity import Redaction
from aurity_desktop.domain.speakers import SpeakerRole
from aurity_desktop.runtime.resources import resources_folder
from aurity_desktop.storage import durable
from tests.corpus.examples import (
    SESSION,
    STARTED,
    a_slice,
    finalize,
    heard,
    note_line,
    note_of,
    plan,
)
from tests.fakes.disk import RecordingDisk

LATER = "session_20240402_090000"
APRIL = STARTED + timedelta(days=32)
STILL = "session_20240403_090000"

MANUAL = {"en": "FOLDER", "es": "CARPETA"}


@pytest.fixture
def target(tmp_path):
    return tmp_path / "tables"


@pytest.fixture
def corpus(recorded, ledger, paths):
    """Two finished sessions of different months, and one that is being recorded."""
    ledger.sessions.create(plan(LATER, APRIL))
    ledger.sound.record_slice(a_slice(0, LATER, paths.session(LATER) / "slices"))
    ledger.chunks.record_transcription(heard(session_id=LATER, latency_ms=None))
    finalize(ledger, LATER)
    ledger.bookmarks.record(SESSION, Bookmark("one", 24_000, "preguntar a Ana Pérez"))
    ledger.bookmarks.record(SESSION, Bookmark("two", 8_000, "por error"))
    ledger.bookmarks.remove(SESSION, "two")
    ledger.clinical_notes.sign(SESSION, "n1", note_of(note_line()), "Niega fiebre, dice Ana")
    ledger.sessions.create(plan(STILL))
    return ledger


def exported(ledger, target, replace=False, **redaction):
    return export_corpus(
        ledger,
        target,
        exported_by="ana",
        purpose="para Ana Pérez",
        redaction=Redaction(**redaction),
        replace=replace,
    )


def read(target, table, what="*"):
    found = duckdb.sql(
        f"SELECT {what} FROM read_parquet('{target}/{table}/**/*.parquet', "
        "hive_partitioning = true) ORDER BY ALL"
    )
    return found.fetchall()


def questions(language):
    """Of the manual's page, those for DuckDB, which name files, and that for Spark."""
    page = (resources_folder() / "manual" / language / "analysis.md").read_text(encoding="utf-8")
    found = re.findall(r"```sql\n(.*?)```", page, re.DOTALL)
    return found[:3], found[3:]


def test_what_is_read_in_the_tables_is_what_the_sessions_say(corpus, target):
    made = exported(corpus, target)
    assert (made.sessions, made.under_way, made.damaged) == (2, (STILL,), ())
    words = [
        (each, word.start, word.text, word.speaker)
        for each in (SESSION, LATER)
        for word in corpus.segments.words(each)
    ]
    assert read(target, "words", 'session_id, start, "text", speaker') == sorted(words)
    turns = [
        (each, segment.start, segment.text)
        for each in (SESSION, LATER)
        for segment in corpus.segments.of_session(each)
    ]
    assert read(target, "segments", 'session_id, start, "text"') == sorted(turns)
    assert ("Ana Pérez", "PACIENTE") in read(target, "segments", "name, role")
    chunks = [
        (chunk.chunk_id, chunk.transcription, chunk.audio_hash, chunk.created_at)
        for each in (SESSION, LATER)
        for chunk in corpus.chunks.of_session(each)
    ]
    what = "chunk_id, transcription, audio_hash, created_at"
    assert read(target, "chunks", what) == sorted(chunks)
    assert read(target, "spans", "session_id, kind, at_seconds, seconds") == [
        (SESSION, "pause", 6.0, 61.5),
    ]
    (signed,) = corpus.clinical_notes.signed(SESSION)
    assert read(target, "bookmarks", "at_seconds, text, user_id") == [
        (1.5, "preguntar a Ana Pérez", "ana")
    ]
    assert read(target, "notes", "version, author, text, sha256, signed_at") == [
        (1, "Dra. Ana Sosa", "Niega fiebre, dice Ana", signed.signed.sha256, signed.at)
    ]
    rows = {table.name: len(read(target, table.name)) for table in TABLES}
    assert rows == made.rows


def test_the_events_are_the_chain_row_by_row(corpus, target):
    chain = corpus.audit.rows(SESSION)
    exported(corpus, target)
    told = read(target, "events", "session_id, audit_id, operation, prev_hash, row_hash")
    assert [row[1:] for row in told if row[0] == SESSION] == [
        (row.audit_id, row.operation, row.prev_hash, row.row_hash) for row in chain
    ]


def test_a_session_lies_in_the_folder_of_its_month(corpus, target):
    exported(corpus, target)
    for table in TABLES:
        assert read(target, table.name, "DISTINCT month, session_id") == [
            ("2024-03", SESSION),
            *([("2024-04", LATER)] if table.name not in {"spans", "bookmarks", "notes"} else []),
        ]
        assert len(list((target / table.name).rglob("month=2024-04/*.parquet"))) == 1


def test_what_is_not_known_is_null(corpus, target):
    exported(corpus, target)
    assert read(target, "chunks", "DISTINCT latency_ms") == [(180.5,), (None,)]


@pytest.mark.parametrize("language", MANUAL)
def test_every_question_of_the_manual_has_an_answer(corpus, target, language):
    corpus.speakers.rename(SESSION, "SPEAKER_01", "", SpeakerRole.PACIENTE)
    exported(corpus, target)
    of_duckdb, of_spark = questions(language)
    assert (len(of_duckdb), len(of_spark)) == (3, 1)
    for question in of_duckdb:
        assert duckdb.sql(question.replace(MANUAL[language], str(target))).fetchall()
    with closing(duckdb.connect()) as spark:  # the same SQL; Spark itself is not installed here
        for table in ("sessions", "chunks"):
            spark.sql(f"CREATE VIEW {table} AS FROM read_parquet('{target}/{table}/**/*.parquet')")
        assert spark.sql(of_spark[0]).fetchall() == [("base", "ok", 5, 180.5)]


@pytest.mark.parametrize("language", MANUAL)
def test_the_manual_names_every_column_of_every_table(corpus, target, language):
    exported(corpus, target)
    page = (resources_folder() / "manual" / language / "analysis.md").read_text(encoding="utf-8")
    listed = dict(re.findall(r"^\| `(\w+)` \| (.*) \|$", page, re.MULTILINE))
    for table in TABLES:
        found = duckdb.sql(f"DESCRIBE FROM read_parquet('{target}/{table.name}/**/*.parquet')")
        columns = [name for name, *_ in found.fetchall() if name != "month"]
        assert re.findall(r"`(\w+)`", listed.pop(table.name)) == columns
    assert not listed


def all_that_is_said(target):
    """Every value of every table, and the manifest."""
    said = [(target / MANIFEST).read_text(encoding="utf-8")]
    for table in TABLES:
        said += [str(value) for row in read(target, table.name) for value in row]
    return " ".join(said).casefold()


def test_without_names_nobody_is_named_in_any_table(corpus, target):
    corpus.speakers.rename(SESSION, "SPEAKER_00", "Buenas Pérez", SpeakerRole.PACIENTE)
    corpus.sessions.retitle(SESSION, "Ana Pérez, control")
    exported(corpus, target)
    assert {"pérez", "buenas", "ana"} < set(re.findall(r"\w+", all_that_is_said(target)))
    made = exported(corpus, target, replace=True, names=True)
    said = set(re.findall(r"\w+", all_that_is_said(target)))
    assert read(target, "notes") == []
    assert read(target, "bookmarks", "text, user_id") == [
        ("preguntar a [PACIENTE] [PACIENTE]", "user-1")
    ]
    assert not {"pérez", "buenas", "ana"} & said
    assert "fiebre" in said
    assert made.manifest.includes_pii
    assert "names" not in made.manifest.left


def test_a_name_that_was_put_right_is_left_out_as_well(corpus, target):
    corpus.speakers.rename(SESSION, "SPEAKER_00", "Doctora Fiebre", SpeakerRole.PACIENTE)
    corpus.speakers.rename(SESSION, "SPEAKER_00", "Luisa", SpeakerRole.PACIENTE)
    exported(corpus, target, names=True)
    texts = [
        text
        for text, session in read(target, "segments", '"text", session_id')
        if session == SESSION
    ]
    assert not any("fiebre" in text or "doctora" in text for text in texts)


def test_without_names_and_words_only_numbers_are_left(corpus, target):
    made = exported(corpus, target, names=True, text=True)
    assert read(target, "words") == []
    assert read(target, "segments", "DISTINCT text") == [("",)]
    assert read(target, "bookmarks", "text") == [("",)]
    assert not made.manifest.includes_pii
    assert {"fiebre", "pérez"}.isdisjoint(re.findall(r"\w+", all_that_is_said(target)))


def test_each_history_says_so_and_no_session_counts_as_reviewed(corpus, target, paths):
    behind = corpus.sessions.behind()
    made = exported(corpus, target)
    for chain in (SESSION, LATER, CORPUS_CHAIN):
        rows = corpus.audit.rows(chain)
        told = [json.loads(row.metadata) for row in rows if row.operation == Event.CORPUS_EXPORTED]
        assert [each["export_id"] for each in told] == [made.manifest.export_id]
    assert corpus.sessions.behind() == behind
    assert Event.CORPUS_EXPORTED not in REVIEWS


def test_the_manifest_names_every_file_with_its_hash(corpus, target):
    made = exported(corpus, target)
    told = json.loads((target / MANIFEST).read_text(encoding="utf-8"))
    found = {path.relative_to(target).as_posix() for path in target.rglob("*") if path.is_file()}
    assert found == {MANIFEST, *told["files"]}
    for name, digest in told["files"].items():
        assert digest == f"sha256:{hashlib.sha256((target / name).read_bytes()).hexdigest()}"
    assert told["rows"] == made.rows


def test_files_and_folders_are_the_users_alone(corpus, target):
    exported(corpus, target)
    modes = {path.stat().st_mode & 0o777 for path in target.rglob("*") if path.is_file()}
    assert modes == {0o600}
    assert {path.stat().st_mode & 0o777 for path in target.rglob("*") if path.is_dir()} == {0o700}


def test_a_folder_of_anything_else_is_left_alone(corpus, target):
    target.mkdir()
    (target / "tesis.docx").write_text("mía")
    for replace in (False, True):
        with pytest.raises(TargetRefused):
            exported(corpus, target, replace=replace)
    assert [path.name for path in target.iterdir()] == ["tesis.docx"]


def test_an_earlier_export_is_replaced_only_when_told_and_only_without_files_of_others(
    corpus, target
):
    target.mkdir()  # an empty folder is as good as none
    first = exported(corpus, target)
    with pytest.raises(TargetExists):
        exported(corpus, target)
    second = exported(corpus, target, replace=True)
    told = json.loads((target / MANIFEST).read_text(encoding="utf-8"))
    assert told["export_id"] == second.manifest.export_id != first.manifest.export_id
    (target / "words" / "mine.ipynb").write_text("{}")
    with pytest.raises(TargetRefused):
        exported(corpus, target, replace=True)
    assert (target / "words" / "mine.ipynb").is_file()


@pytest.mark.parametrize("call", ["force", "rename", "fsync_folder"])
def test_a_disk_that_refuses_leaves_what_was_there_and_nothing_else(
    corpus, target, monkeypatch, call
):
    first = exported(corpus, target)
    disk = RecordingDisk()
    disk.refuse(call, errno.ENOSPC)
    monkeypatch.setattr(durable, "medium", disk)
    with closing(disk), pytest.raises(DiskFull):
        exported(corpus, target, replace=True)
    told = json.loads((target / MANIFEST).read_text(encoding="utf-8"))
    assert told["export_id"] == first.manifest.export_id
    assert [path.name for path in target.parent.iterdir() if path.name.startswith(".")] == []


def test_what_a_killed_export_left_goes_with_the_next_one(corpus, target):
    left = target.with_name(f".{target.name}.0123456789ab.new")
    (left / "words").mkdir(parents=True)
    (left / "words" / "part-0000.parquet").write_bytes(b"fiebre")
    exported(corpus, target)
    assert not left.exists()


def test_a_session_whose_record_is_damaged_is_left_out_and_named(corpus, target):
    execute = corpus.database.connection.execute
    execute("DROP TRIGGER assignments_keeps_rows")
    execute("UPDATE assignments SET words = '[[1]]' WHERE session_id = ?", (SESSION,))
    made = exported(corpus, target)
    assert (made.sessions, made.damaged) == (1, (SESSION,))
    assert read(target, "words", "DISTINCT session_id") == [(LATER,)]


def test_where_nothing_is_finished_there_is_no_folder(ledger, target):
    ledger.sessions.create(plan(STILL))
    with pytest.raises(NothingToExport):
        exported(ledger, target)
    assert list(target.parent.glob("*tables*")) == []


def test_no_more_than_a_part_waits_in_memory(corpus, tmp_path):
    """However many words a month has: each file has those of a few sessions."""
    columns = columns_of(read_shown(corpus, SESSION))
    words = len(columns["words"][0])
    with ParquetFolder(tmp_path, rows=2 * words) as folder:
        for _ in range(7):
            folder.add("2024-03", columns)
        folder.finish()
    counts = [
        count
        for (count,) in duckdb.sql(
            f"SELECT count(*) FROM read_parquet('{tmp_path}/words/**/*.parquet', filename = true) "
            "GROUP BY filename ORDER BY filename"
        ).fetchall()
    ]
    assert counts == [2 * words] * 3 + [words]


def test_what_writes_the_tables_reaches_for_nothing_else(tmp_path):
    (tmp_path / "tables").mkdir()
    with ParquetFolder(tmp_path / "tables") as folder:
        for asked in (
            f"COPY (SELECT 1) TO '{tmp_path / 'elsewhere.parquet'}' (FORMAT PARQUET)",
            "SELECT * FROM read_csv('/etc/passwd')",
            "INSTALL httpfs",
            "SET enable_external_access = true",
        ):
            with pytest.raises(duckdb.Error):
                folder._duckdb.execute(asked)
    assert [path.name for path in tmp_path.iterdir()] == ["tables"]
