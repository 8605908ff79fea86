"""What was not captured stays told in what leaves, of sessions from before too."""

from contextlib import closing
from dataclasses import replace

import pytest

from aurity_desktop.application.library.document_formats import DOCUMENT_FORMATS
from aurity_desktop.corpus.hdf5.read import opened
from aurity_desktop.corpus.integrity.session_checks import ask
from aurity_desktop.corpus.integrity.verify import verify_file
from aurity_desktop.corpus.ledger.ledger import SqliteLedger
from aurity_desktop.corpus.session_file import layout
from aurity_desktop.corpus.session_file.content import read_content
from aurity_desktop.corpus.transfer.exporting import export_document, export_session
from aurity_desktop.corpus.transfer.importing import import_session
from aurity_desktop.domain.audio import Span, SpanKind
from aurity_desktop.domain.integrity import Redaction
from aurity_desktop.domain.session import SessionState
from aurity_desktop.domain.transcript import Segment
from aurity_desktop.runtime.paths import Paths
from tests.corpus.examples import SESSION, a_slice, plan, some_words

PAUSE = Span(SpanKind.PAUSE, 16_000, 130.0)
LOST = Span(SpanKind.GAP, 2 * 16_000, 14.0, "no_callback")


@pytest.fixture
def old(ledger, paths):
    """A session as an earlier version finished it: one segment over a pause and a gap."""
    folder = paths.session(SESSION) / "slices"
    ledger.sessions.create(plan())
    ledger.sound.record_slice(a_slice(0, SESSION, folder))
    ledger.sound.record_span(SESSION, PAUSE)
    ledger.sound.record_span(SESSION, LOST)
    words = some_words("Tome dos Ana cada ocho horas", step=0.5, speaker="SPEAKER_00")
    joined = Segment(0.0, 3.0, "SPEAKER_00", "Tome dos Ana cada ocho horas", 0.9)
    ledger.segments.record_run(SESSION, "old", words, [joined], [(0, "SPEAKER_00")])
    ledger.sessions.set_state(SESSION, SessionState.COMPLETED)
    return ledger


def lines(ledger, tmp_path, redaction=None):
    file = tmp_path / "transcript.txt"
    export_document(
        ledger,
        SESSION,
        file,
        DOCUMENT_FORMATS["txt"],
        exported_by="ana",
        redaction=redaction,
    )
    return [line.split("] ", 1)[1] for line in file.read_text("utf-8").splitlines()[3:]]


def test_a_session_from_before_is_exported_with_its_pauses_and_gaps(old, tmp_path):
    assert lines(old, tmp_path) == [
        "Voz 1: Tome dos",
        "— Pausa, 2 min 10 s —",
        "Voz 1: Ana cada",
        "— Micrófono perdido, 14 s —",
        "Voz 1: ocho horas",
    ]


def test_a_redacted_transcript_tells_that_something_is_missing_and_not_which_device(old, tmp_path):
    told = lines(old, tmp_path, Redaction(names=True))
    assert told[1::2] == ["— Pausa, 2 min 10 s —", "— Sin grabar durante 14 s —"]


def test_an_imported_session_reads_as_it_did_where_it_came_from(old, tmp_path):
    file = tmp_path / "session.h5"
    export_session(old, SESSION, file, exported_by="ana", purpose="")
    assert verify_file(file).ok
    elsewhere = Paths(tmp_path / "elsewhere", tmp_path / "models")
    elsewhere.prepare()
    with closing(SqliteLedger(elsewhere.ledger, "luis")) as other:
        import_session(other, elsewhere, file)
        assert other.segments.of_session(SESSION) == old.segments.of_session(SESSION)
        assert len(other.segments.of_session(SESSION)) == 3
        assert lines(other, tmp_path) == lines(old, tmp_path)


def test_a_session_file_has_the_pieces_and_the_spans_between_them(old, tmp_path):
    file = tmp_path / "session.h5"
    export_session(old, SESSION, file, exported_by="ana", purpose="")
    with opened(file) as stored:
        texts = [record["text"] for record in stored.records(layout.SEGMENTS)]
        spans = [
            (record["kind"], record["at_sample"], record["seconds"])
            for record in stored.records(layout.SPANS)
        ]
    assert texts == ["Tome dos", "Ana cada", "ocho horas"]
    assert spans == [("pause", 16_000, 130.0), ("gap", 32_000, 14.0)]


@pytest.mark.parametrize("whole", [True, False], ids=["as it was written", "changed"])
def test_a_file_that_an_earlier_version_wrote_verifies_and_a_changed_one_does_not(
    old, tmp_path, monkeypatch, whole
):
    """As it joined words across the pause."""
    from aurity_desktop.corpus.transfer import exporting

    def joined(ledger, session_id):
        content = read_content(ledger, session_id, across_spans=True)
        (segment,) = content.segments
        text = segment.text if whole else "Tome tres"
        return replace(content, segments=(replace(segment, text=text),))

    monkeypatch.setattr(exporting, "read_content", joined)
    file = tmp_path / "session.h5"
    export_session(old, SESSION, file, exported_by="ana", purpose="")
    assert verify_file(file).ok is whole


def test_what_an_earlier_version_wrote_still_verifies(old, paths):
    assert ask("views", old, paths, SESSION).ok
