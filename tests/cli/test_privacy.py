"""Consent, holds, retention, erasing, and encrypted exports, as commands on a real corpus."""

import hashlib
import json
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest

from aurity_desktop.cli import main
from aurity_desktop.corpus.ledger.ledger import SqliteLedger
from aurity_desktop.domain.consent import ConsentAnswer
from aurity_desktop.domain.events import Event
from aurity_desktop.domain.jobs import EVERY_SESSION, JobKind
from aurity_desktop.domain.retention import GRACE
from aurity_desktop.domain.session import SessionPlan, SessionState
from aurity_desktop.entrypoints.command_line import build
from aurity_desktop.runtime.settings import load_settings
from tests.corpus.examples import record_session

SESSION = "session_20260301_090000"


@pytest.fixture
def ledger(paths):
    with closing(SqliteLedger(paths.ledger, "ana")) as own:
        record_session(own, paths, SESSION, slices=2)
        yield own


@pytest.fixture
def command(paths, ledger, capsys, monkeypatch, qapp):
    """Runs a command; its exit code and what it printed, parsed where it is JSON.

    Its children find the same folders.
    """
    monkeypatch.setenv("AURITY_DATA_DIR", str(paths.data))
    monkeypatch.setenv("AURITY_MODELS_DIR", str(paths.models))

    def run(*arguments):
        code = main.run([str(each) for each in arguments], build(paths))
        said = capsys.readouterr()
        return code, json.loads(said.out) if "--json" in arguments and said.out else said

    return run


def test_the_text_is_shown_in_both_languages(command):
    assert "Esta consulta" in command("consent", "text")[1].out
    code, said = command("consent", "text", "--language", "en", "--json")
    assert (code, said["language"]) == (0, "en")


def test_consent_is_given_withdrawn_and_shown_with_its_wording(command, ledger):
    command("consent", "give", SESSION, "--language", "en", "--by", "representative")
    code, said = command("consent", "withdraw", SESSION, "--json")
    assert code == 0
    assert said["consent"] == ConsentAnswer.WITHDRAWN
    assert [(each["version"], each["language"]) for each in said["answers"][-2:]] == [
        ("2026-11", "en")
    ] * 2
    assert ledger.sessions.summary(SESSION).state is SessionState.COMPLETED
    assert "withdrawn" in command("show", SESSION)[1].out


def test_withdrawing_ends_a_session_that_was_left_open_and_cancels_the_work_on_it(
    command, ledger, paths
):
    left = "session_20260302_090000"
    record_session(ledger, paths, left, slices=1)
    ledger.sessions.set_state(left, SessionState.FINALIZING)
    with closing(build(paths).queue()) as queue:
        jobs = [queue.submit(kind, left) for kind in (JobKind.FINALIZE, JobKind.NAMES)]
        assert command("consent", "withdraw", left)[0] == 0
        assert all(queue.job(job.job_id).ended for job in jobs)


def test_erasing_asks_and_does_nothing_without_an_answer(command, ledger):
    code, said = command("erase", SESSION)
    assert (code, said.out) == (2, "")
    assert ledger.sessions.knows(SESSION)


def test_erasing_ends_the_work_on_a_session_and_leaves_nothing(command, ledger, paths):
    with closing(build(paths).queue()) as queue:
        job = queue.submit(JobKind.PROJECT, SESSION)
        assert command("erase", SESSION, "--yes", "--json") == (
            0,
            {"session_id": SESSION, "erased": True},
        )
        assert queue.job(job.job_id).ended
    assert not ledger.sessions.knows(SESSION)
    assert not paths.session(SESSION).exists()


def test_a_hold_keeps_a_session_until_it_is_released(command, ledger):
    assert command("hold", SESSION, "--reason", "queja 7", "--json")[1]["reason"] == "queja 7"
    code, said = command("erase", SESSION, "--yes")
    assert code == 1
    assert "queja 7" in said.err
    assert not command("release", SESSION, "--reason", "resuelta", "--json")[1]["held"]
    assert command("erase", SESSION, "--yes")[0] == 0


def test_the_preview_tells_what_would_go_and_changes_nothing(command, ledger, paths):
    code, said = command("retention", "preview", "--days", "30", "--json")
    assert (code, said["due"]) == (0, [SESSION])
    assert load_settings(paths.settings).retention_days == 0
    assert "All sessions are kept" in command("retention")[1].out
    assert ledger.sessions.knows(SESSION)


def test_a_policy_that_erases_at_once_is_asked_about(command, paths):
    assert command("retention", "set", "30")[0] == 2
    assert load_settings(paths.settings).retention_days == 0
    assert command("retention", "set", "30", "--yes")[0] == 0
    assert load_settings(paths.settings).retention_days == 30
    assert command("retention", "set", "off")[0] == 0


def test_a_policy_that_erases_nothing_yet_is_simply_set(command, ledger):
    fresh = "session_29991231_235959"
    ledger.sessions.create(SessionPlan(fresh, datetime.now(UTC), "mic"))
    ledger.sessions.set_state(fresh, SessionState.COMPLETED)
    ledger.erasures.erase(SESSION, "asked for")
    code, said = command("retention", "set", "365", "--json")
    assert (code, said["due"]) == (0, [])
    goes = datetime.fromisoformat(said["next_at"])
    assert timedelta(days=364) < goes - datetime.now(UTC) <= timedelta(days=365)


def test_running_the_policy_goes_through_the_queue(command, ledger, paths):
    command("retention", "set", "30", "--yes")
    code, said = command("retention", "run", "--yes", "--json")
    assert (code, said) == (0, {"erased": [SESSION]})
    with closing(build(paths).queue()) as queue:
        assert [job.kind for job in queue.jobs(EVERY_SESSION)] == [JobKind.RETENTION]


def set_clock_ahead(monkeypatch, days):
    ahead = datetime.now(UTC) + timedelta(days=days)

    class Clock(datetime):
        @classmethod
        def now(cls, zone=None):
            return ahead.astimezone(zone)

    monkeypatch.setattr("aurity_desktop.application.privacy.retention.datetime", Clock)


def test_by_a_clock_that_is_years_ahead_nothing_is_erased_though_yes_is_said(
    command, ledger, monkeypatch
):
    command("retention", "set", "3650", "--yes")
    set_clock_ahead(monkeypatch, 73 * 365)
    code, said = command("retention", "preview", "--json")
    assert (said["clock_doubted"], said["sessions"][0]["standing"]) == (True, "clock_doubted")
    assert "not while the clock is in doubt" in command("retention")[1].out
    code, said = command("retention", "run", "--yes")
    assert code == 1
    assert "--clock-is-right" in said.err
    assert ledger.sessions.knows(SESSION)


def test_a_length_that_is_set_announces_what_goes_and_says_when(command, ledger):
    _, said = command("retention", "set", "30", "--yes", "--json")
    assert (said["due"], said["sessions"][0]["standing"]) == ([SESSION], "announced")
    goes = datetime.fromisoformat(said["sessions"][0]["goes_at"])
    assert timedelta(days=6) < goes - datetime.now(UTC) <= GRACE


def test_an_export_under_a_passphrase_opens_with_nothing_else(command, ledger, tmp_path):
    secret, wrong = tmp_path / "secret", tmp_path / "wrong"
    secret.write_text("un perro azul\n")
    wrong.write_text("un gato azul\n")
    file = str(tmp_path / "out.h5.age")
    code, told = command(
        "export", SESSION, "--output", file, "--passphrase-file", str(secret), "--json"
    )
    assert (code, told["encrypted"], told["includes_pii"]) == (0, True, True)
    assert command("verify", file)[0] == 1
    assert command("verify", file, "--passphrase-file", str(wrong))[0] == 1
    assert command("verify", file, "--passphrase-file", str(secret), "--json")[1]["ok"]
    chunks = ledger.chunks.of_session(SESSION)
    command("erase", SESSION, "--yes")
    assert command("import", file, "--passphrase-file", str(secret), "--json")[0] == 0
    assert ledger.chunks.of_session(SESSION) == chunks


def test_a_redacted_export_says_what_it_still_tells(command, tmp_path):
    file = str(tmp_path / "out.h5")
    _, named = command("export", SESSION, "--output", file, "--redact", "names", "--json")
    assert named["includes_pii"]
    everything = ("--redact", "audio,names,text", "--force")
    _, bare = command("export", SESSION, "--output", file, *everything, "--json")
    assert not bare["includes_pii"]
    assert (
        "includes_pii is false" in command("export", SESSION, "--output", file, *everything)[1].out
    )


@pytest.mark.parametrize("bad", ["everything", ""])
def test_a_redaction_that_is_none_is_refused(command, bad):
    with pytest.raises(SystemExit):
        command("export", SESSION, "--redact", bad)


def test_a_passphrase_that_is_none_is_refused(command, tmp_path):
    empty = tmp_path / "empty"
    empty.write_text("\n")
    for file in (empty, tmp_path / "nowhere"):
        assert command("export", SESSION, "--passphrase-file", str(file))[0] == 2
    assert command("export", SESSION, "--passphrase")[0] == 2  # nobody sits at a terminal


def test_a_desk_that_asks_for_consent_does_not_record_without(command, paths):
    paths.settings.write_text("require_consent = true\n")
    code, said = command("record")
    assert code == 2
    assert "--consent" in said.err


def test_a_transcript_is_exported_as_its_file_is_called_and_told_in_the_chain(
    command, ledger, tmp_path
):
    file = tmp_path / "talk.txt"
    code, said = command("export", SESSION, "--output", file, "--json")
    assert (code, said["format"], said["includes_pii"]) == (0, "txt", True)
    assert said["files"] == {"talk.txt": f"sha256:{hashlib.sha256(file.read_bytes()).hexdigest()}"}
    assert file.stat().st_mode & 0o777 == 0o600
    assert "Ana Pérez: Buenas tardes" in file.read_text(encoding="utf-8")
    row = ledger.audit.rows(SESSION)[-1]
    assert row.operation == Event.EXPORT_MANIFEST_CREATED
    assert json.loads(row.metadata)["format"] == "txt"


@pytest.mark.parametrize("form", ["docx", "pdf", "html", "md", "srt", "vtt", "json", "csv", "rttm"])
def test_every_format_is_written(command, tmp_path, form):
    file = tmp_path / "talk"
    assert command("export", SESSION, "--format", form, "--output", file)[0] == 0
    assert file.stat().st_size > 0


def test_a_document_without_names_calls_people_by_their_roles(command, tmp_path):
    command("edit", "voice", SESSION, "SPEAKER_00", "--role", "MEDICO", "--name", "Ana Ruiz")
    file = tmp_path / "talk.md"
    assert command("export", SESSION, "--output", file)[0] == 0
    assert "Ana Ruiz" in file.read_text(encoding="utf-8")
    assert command("export", SESSION, "--output", file, "--redact", "names", "--force")[0] == 0
    text = file.read_text(encoding="utf-8")
    assert "Ana" not in text
    assert "Médico" in text


def test_roles_are_called_as_in_the_window_in_the_language_that_is_asked_for(command, tmp_path):
    command("edit", "voice", SESSION, "SPEAKER_00", "--role", "PACIENTE", "--name", "")
    for language, name in (("es", "Paciente"), ("en", "Patient")):
        file = tmp_path / f"{language}.txt"
        command("export", SESSION, "--output", file, "--words-in", language)
        assert f"] {name}: " in file.read_text(encoding="utf-8")


def test_what_only_the_session_file_can_do_is_refused_for_a_document(command, tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("correct horse battery\n")
    file = tmp_path / "talk.txt"
    for asked in (("--passphrase-file", str(secret)), ("--redact", "text")):
        assert command("export", SESSION, "--output", file, *asked)[0] == 2
    assert not file.exists()


def test_a_file_that_is_called_as_no_format_is_not_written_unless_the_format_is_said(
    command, tmp_path
):
    file = tmp_path / "talk.doc"
    code, said = command("export", SESSION, "--output", file)
    assert code == 2
    assert "No export ends in .doc" in said.err
    assert not file.exists()
    assert command("export", SESSION, "--output", file, "--format", "h5")[0] == 0


def test_an_export_never_takes_the_place_of_what_the_session_is_made_of(
    command, paths, ledger, tmp_path
):
    before = paths.ledger.read_bytes()
    for name in (paths.ledger, paths.session(SESSION) / "slices" / "000000.wav"):
        code, said = command("export", SESSION, "--format", "txt", "--output", name, "--force")
        assert code == 2
        assert "own data" in said.err
    assert paths.ledger.read_bytes() == before
    mine = tmp_path / "talk.txt"
    mine.write_text("mine")
    assert command("export", SESSION, "--output", mine)[0] == 2
    assert mine.read_text() == "mine"
    assert command("export", SESSION, "--output", mine, "--force")[0] == 0


@pytest.mark.parametrize("limit", ["-1", "0"])
def test_a_search_for_fewer_than_one_passage_is_refused(command, limit):
    assert command("search", "buenas", "--limit", limit)[0] == 2


def test_a_search_takes_any_number_from_one_on(command):
    code, hits = command("search", "buenas", "--limit", "9" * 30, "--json")
    assert (code, len(hits)) == (0, 1)


def test_a_session_that_is_still_worked_on_has_no_transcript_to_export(command, ledger, tmp_path):
    ledger.sessions.set_state(SESSION, SessionState.FINALIZING)
    code, said = command("export", SESSION, "--output", tmp_path / "talk.txt")
    assert code == 1
    assert "not there yet" in said.err
    assert list(tmp_path.glob("talk*")) == []
