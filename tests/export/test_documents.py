"""One transcript in every format: the same names everywhere, and what was said is never markup,
formula or program.
"""

import csv
import hashlib
import io
import json
import os
import re
import subprocess
import sys
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from html.parser import HTMLParser
from itertools import pairwise
from xml.etree import ElementTree as ET

import docx
import pytest

from aurity_desktop.application.library.document_formats import DOCUMENT_FORMATS
from aurity_desktop.diarization.rttm import read_rttm
from aurity_desktop.domain.audio import Span, SpanKind
from aurity_desktop.domain.bookmarks import Bookmark
from aurity_desktop.domain.document import Document
from aurity_desktop.domain.session import SessionPlan, SessionState, SessionSummary
from aurity_desktop.domain.speakers import Speaker, SpeakerRole
from aurity_desktop.domain.transcript import Segment, Word
from aurity_desktop.export.cues import cues
from tests.domain.test_safe_text import HOSTILE
from tests.export.pdf_text import fonts_are_embedded, text_of_pdf

#: A PDF is drawn by Qt, which wants one application for a whole process.
pytestmark = pytest.mark.usefixtures("qapp")

SESSION = "session_20260102_030405"
STARTED = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
NASTY = '=HYPERLINK("http://x") <script>alert(1)</script> --> *bold* & \x07 1. [a](b)'
SPEAKERS = {
    "SPEAKER_00": Speaker("SPEAKER_00", SpeakerRole.MEDICO, "Ana <b>Ruiz"),
    "SPEAKER_01": Speaker("SPEAKER_01", SpeakerRole.PACIENTE),
}


def words(text, start, speaker, step=0.5):
    return tuple(
        Word(start + place * step, start + place * step + 0.4, word, 0.9, speaker)
        for place, word in enumerate(text.split(" "))
    )


def document(first=NASTY, second="¿Y usted, señora Núñez?", speakers=SPEAKERS):
    plan = SessionPlan(SESSION, STARTED, "mic", title="Control & <i>más")
    session = SessionSummary(plan, SessionState.COMPLETED, "", 16_000 * 3700, 4, 4, 2, "es")
    spoken = words(first, 0.0, "SPEAKER_00"), words(second, 3661.5, "SPEAKER_01")
    segments = (
        Segment(0.0, 5.4, "SPEAKER_00", first, 0.9),
        Segment(3661.5, 3663.4, "SPEAKER_01", second, 0.8, overlapped=True),
    )
    return Document(session, segments, spoken[0] + spoken[1], speakers)


def written(form, what=None):
    return DOCUMENT_FORMATS[form].render(what or document())


def read_docx(data):
    return docx.Document(io.BytesIO(data))


def text_of_docx(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        for name in archive.namelist():
            ET.fromstring(archive.read(name))
        return "".join(ET.fromstring(archive.read("word/document.xml")).itertext())


def text_of(form, data):
    return "".join(text_of_pdf(data)) if form == "pdf" else data.decode("utf-8-sig")


def members(form, data):
    """What a file of this format holds, by name; a ZIP is looked into, and a PDF for its text."""
    if form == "pdf":
        return {form: "".join(text_of_pdf(data)).encode()}
    if form != "docx":
        return {form: data}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def digests():
    return {form: hashlib.sha256(written(form)).hexdigest() for form in DOCUMENT_FORMATS}


def test_the_same_transcript_makes_the_same_bytes_in_another_process():
    code = f"import json, {__name__} as here; print(json.dumps(here.digests()))"
    environment = os.environ | {
        "PYTHONHASHSEED": "17",
        "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
    }
    told = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    )
    assert json.loads(told.stdout) == digests()


@pytest.mark.parametrize("form", DOCUMENT_FORMATS)
def test_the_only_days_and_times_in_a_file_are_those_of_the_session(form):
    for name, data in members(form, written(form)).items():
        days = set(re.findall(rb"\b20\d\d-\d\d-\d\d\b", data))
        local = STARTED.astimezone().date().isoformat().encode()
        assert days <= {b"2026-01-02", local}, name
        assert set(re.findall(rb"T\d\d:\d\d:\d\d(?=[.Z+-])", data)) <= {b"T03:04:05"}, name


@pytest.mark.parametrize("form", sorted(set(DOCUMENT_FORMATS) - {"docx", "rttm"}))
def test_speakers_are_called_the_same_in_every_format(form):
    calm = document("Buenos días", speakers={"SPEAKER_00": Speaker("SPEAKER_00", name="Ana Ruiz")})
    text = text_of(form, written(form, calm)).replace("\\", "")
    assert "Ana Ruiz" in text
    assert "Voz desconocida" in text
    assert "¿Y usted, señora Núñez?" in text


#: Whether a file of a silent session is a whole one of its format, with nothing said in it.
READ_AGAIN = {
    "txt": lambda data: data.decode().splitlines()[0] == "Control & <i>más",
    "md": lambda data: data.decode().splitlines()[0] == "# Control \\& \\<i\\>más",
    "html": lambda data: b"<h1>Control &amp; &lt;i&gt;m" in data and b"<dt>" not in data,
    "csv": lambda data: len(list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))) == 1,
    "json": lambda data: json.loads(data)["segments"] == json.loads(data)["words"] == [],
    "srt": lambda data: data == b"",
    "vtt": lambda data: data.decode().split() == ["WEBVTT"],
    "rttm": lambda data: read_rttm(data.decode()) == (),
    "pdf": lambda data: "".join(text_of_pdf(data)).startswith("Control & <i>más"),
    "docx": lambda data: [p.style.name for p in read_docx(data).paragraphs] == TOP,
}
TOP = ["Title", "Subtitle"]


@pytest.mark.parametrize("form", DOCUMENT_FORMATS)
def test_a_session_in_which_nobody_spoke_makes_a_file_all_the_same(form):
    silent = Document(document().session, (), (), {})
    assert READ_AGAIN[form](written(form, silent))


def test_plain_text_has_a_line_for_each_turn():
    lines = written("txt").decode().splitlines()
    assert lines[0] == "Control & <i>más"
    assert "1:01:40 · es" in lines[1]
    assert lines[-1] == "[1:01:01] Paciente: ¿Y usted, señora Núñez?"


def test_a_web_page_holds_no_script_and_loads_nothing():
    page = written("html").decode()
    tags = []
    parser = HTMLParser()
    parser.handle_starttag = lambda tag, attributes: tags.append(tag)
    parser.feed(page)
    assert not {"script", "b", "i", "img", "link"} & set(tags)
    assert tags.count("dd") == 2
    assert "default-src 'none'" in page


def test_markdown_shows_what_was_said_as_it_was_said():
    text = written("md").decode()
    assert "\\<script\\>" in text
    assert "\\*bold\\*" in text
    assert "\\[a\\](b)" in text
    assert "\n1\\. uno" in written("md", document("1. uno")).decode()


def test_a_spreadsheet_computes_nothing():
    data = written("csv")
    assert data.startswith(b"\xef\xbb\xbf")
    first, second = csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    assert first["text"] == f"'{NASTY}".replace("\x07", "")
    assert (second["start"], second["label"], second["overlapped"]) == (
        "3661.500",
        "SPEAKER_01",
        "true",
    )


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1"])
def test_whatever_a_spreadsheet_takes_for_a_formula_is_text(text):
    row = list(
        csv.reader(io.StringIO(written("csv", document(text)).decode("utf-8-sig"), newline=""))
    )[1]
    assert row[4] == f"'{text}".replace("\t", " ").replace("\r", " ")


FORMULAS = ["=1+1", "@x", "\u202e=1+1", " -1", "\uff1d1+1", "\x1b\u2028=1+1"]


@pytest.mark.parametrize("formula", FORMULAS, ids=ascii)
def test_no_cell_that_holds_anybodys_words_is_a_formula(formula):
    """The label, too: it comes with an imported file. Behind a semicolon Excel begins a cell."""
    session = document().session
    speakers = {formula: Speaker(formula, name=formula)}
    said = Segment(0.0, 1.0, formula, f"hola;{formula}", 0.9)
    data = written("csv", Document(session, (said,), (), speakers)).decode("utf-8-sig")
    row = list(csv.reader(io.StringIO(data, newline="")))[1]
    cells = [cell for each in row for cell in each.split(";")]
    assert len(cells) == len(row) + 1
    assert not [cell for cell in cells if cell.strip()[:1] in "=+-@\uff1d"]


@pytest.mark.parametrize("form", DOCUMENT_FORMATS)
def test_nothing_that_drives_hides_or_turns_a_text_is_in_any_file(form):
    """Neither from the title, a name, a label or the language, nor from what was said."""
    calm, hostile = (_all_of(f"a{'='.join(each)}b") for each in ("x" * len(HOSTILE), HOSTILE))
    files = members(form, written(form, hostile)).items()
    made = {name: data.decode("utf-8") for name, data in files if name not in _NO_TEXT}
    again = members(form, written(form, calm))
    for name, text in made.items():
        own = set(again[name].decode("utf-8"))  # the format's own line feeds, its byte order mark
        assert not (set().union(*HOSTILE) - own) & set(text), name
        assert text.count("\n") == again[name].count(b"\n"), name
    assert made


#: Members of a DOCX that hold none of the transcript's text.
_NO_TEXT = {"docProps/thumbnail.jpeg"}


def _all_of(text):
    """A transcript of `text` wherever there may be one, and twice, so that a line can be forged."""
    plan = SessionPlan(SESSION, STARTED, "mic", title=text)
    session = SessionSummary(plan, SessionState.COMPLETED, "", 16_000, 4, 4, 2, text)
    segments = tuple(Segment(each, each + 0.9, text, text, 0.9) for each in (0.0, 1.0))
    said = tuple(Word(each, each + 0.9, text, 0.9, text) for each in (0.0, 1.0))
    return Document(session, segments, said, {text: Speaker(text, name=text)})


def test_a_word_file_opens_and_holds_every_word_but_what_xml_cannot():
    text = text_of_docx(written("docx"))
    assert NASTY.replace("\x07", "") in text
    assert "Ana <b>Ruiz" in text


def test_a_word_file_names_its_parts_by_styles():
    title, top, first, second = read_docx(written("docx")).paragraphs
    assert (title.style.name, title.text) == ("Title", "Control & <i>más")
    assert (top.style.name, "1:01:40 · es" in top.text) == ("Subtitle", True)
    for paragraph in (first, second):
        assert paragraph.style.name == "Turn"
        assert [run.style.name for run in paragraph.runs[:2]] == ["Speaker", "Time"]
    assert first.runs[0].style.font.bold
    assert second.text == "Paciente [1:01:01] ¿Y usted, señora Núñez?"


def test_a_word_file_says_in_which_language_it_is_and_whose_it_is():
    file = read_docx(written("docx"))
    properties = file.core_properties
    assert (properties.title, properties.language) == ("Control & <i>más", "es-MX")
    assert properties.identifier == SESSION
    assert (properties.author, properties.comments) == ("Aurity Desktop", "")
    defaults = file.styles.element.xpath("w:docDefaults//w:lang/@w:val")
    assert defaults == ["es-MX"]


def test_a_word_file_tells_no_time_but_the_sessions():
    data = written("docx")
    properties = read_docx(data).core_properties
    assert properties.created == properties.modified == STARTED
    assert properties.last_printed is None
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert {part.date_time for part in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert "docProps/thumbnail.jpeg" not in archive.namelist()


def test_a_title_longer_than_a_word_file_may_tell_is_cut_in_its_properties_only():
    long = document()
    plan = replace(long.session.plan, title="ñ" * 300)
    file = read_docx(written("docx", replace(long, session=replace(long.session, plan=plan))))
    assert file.core_properties.title == "ñ" * 255
    assert file.paragraphs[0].text == "ñ" * 300


def test_subtitles_follow_the_words_and_an_arrow_in_them_is_none():
    blocks = written("srt").decode().strip().split("\n\n")
    assert [block.split("\n")[0] for block in blocks] == [
        str(number + 1) for number in range(len(blocks))
    ]
    assert all(block.count("-->") == 1 for block in blocks)
    assert "01:01:01,500 --> 01:01:03," in blocks[-1]
    assert blocks[-1].endswith("Paciente: ¿Y usted, señora Núñez?")


def test_web_vtt_escapes_and_names_the_voice():
    text = written("vtt").decode()
    assert text.startswith("WEBVTT\n\n00:00:00.000 --> ")
    assert "<v Ana &lt;b&gt;Ruiz>" in text
    assert "<script" not in text
    assert all(line.count("-->") <= 1 for line in text.splitlines())


def test_json_holds_speakers_turns_and_words():
    view = json.loads(written("json"))
    assert view["format"] == "aurity-transcript-1"
    assert [each["name"] for each in view["segments"]] == ["Ana <b>Ruiz", "Paciente"]
    assert len(view["words"]) == len(document().words)
    assert view["words"][-1]["speaker"] == "SPEAKER_01"


def test_rttm_is_read_again_with_its_names():
    first, second = read_rttm(written("rttm").decode())
    assert (first.speaker, second.speaker) == ("Ana_<b>Ruiz", "Paciente")
    assert (second.start, second.end) == pytest.approx((3661.5, 3663.4))


# -- what was not captured -------------------------------------------------------------------------

PAUSE = Span(SpanKind.PAUSE, 2 * 16_000, 130.4)
OFF = Span(SpanKind.OFF_THE_RECORD, 2 * 16_000, 45.0)
LOST = Span(SpanKind.GAP, 4 * 16_000, 14.0, "no_callback")


def interrupted(language="es"):
    """Three sentences of one voice, with a pause, a stretch off the record and a gap between."""
    whole = document("tome dos", "cada ocho horas", speakers=SPEAKERS)
    spoken = (
        *words("Tome dos", 0.0, "SPEAKER_00"),
        *words("cada ocho horas", 2.1, "SPEAKER_00"),
        *words("y vuelva", 4.2, "SPEAKER_00"),
    )
    segments = (
        Segment(0.0, 0.9, "SPEAKER_00", "Tome dos", 0.9),
        Segment(2.1, 3.5, "SPEAKER_00", "cada ocho horas", 0.9),
        Segment(4.2, 5.1, "SPEAKER_00", "y vuelva", 0.9),
    )
    session = replace(whole.session, language=language)
    return Document(session, segments, spoken, SPEAKERS, spans=(LOST, PAUSE, OFF))


IN_ORDER = (
    "Tome dos",
    "Pausa, 2 min 10 s",
    "Fuera de grabación, 45 s",
    "cada ocho horas",
    "Micrófono perdido, 14 s",
    "y vuelva",
)


@pytest.mark.parametrize("form", sorted(set(DOCUMENT_FORMATS) - {"json", "rttm"}))
def test_what_was_not_captured_is_a_line_at_its_place_in_every_format(form):
    data = written(form, interrupted())
    if form == "docx":
        text = text_of_docx(data)
    else:
        text = "".join(text_of_pdf(data)) if form == "pdf" else data.decode("utf-8-sig")
        text = text.replace("\\", "")
    places = [text.index(each) for each in IN_ORDER]
    assert places == sorted(places)
    if form not in {"docx", "pdf"}:
        lines = text.splitlines()
        assert not [line for line in lines if sum(each in line for each in IN_ORDER) > 1]


def test_in_a_docx_what_was_not_captured_is_a_paragraph_of_its_own():
    said = [each.text for each in read_docx(written("docx", interrupted())).paragraphs][2:]
    assert said[1:3] == ["Pausa, 2 min 10 s", "Fuera de grabación, 45 s"]
    assert said[4] == "Micrófono perdido, 14 s"
    assert len(said) == len(IN_ORDER)


def test_an_english_transcript_says_in_english_what_was_not_captured():
    text = written("txt", interrupted("en")).decode()
    assert "— Paused, 2 min 10 s —" in text
    assert "— Off the record, 45 s —" in text
    assert "— Microphone lost, 14 s —" in text


def test_json_tells_what_was_not_captured_and_where():
    found = json.loads(written("json", interrupted()))
    assert [(each["at"], each["kind"], each["seconds"]) for each in found["spans"]] == [
        (2.0, "pause", 130.4),
        (2.0, "off_the_record", 45.0),
        (4.0, "gap", 14.0),
    ]
    assert "reason" not in found["spans"][2]  # it may name a device that is called after somebody


def test_csv_has_a_row_of_another_kind_for_what_was_not_captured():
    rows = list(csv.DictReader(io.StringIO(written("csv", interrupted()).decode("utf-8-sig"))))
    assert [row["kind"] for row in rows] == [
        "turn",
        "pause",
        "off_the_record",
        "turn",
        "gap",
        "turn",
    ]
    assert (rows[1]["start"], rows[1]["speaker"]) == ("2.000", "")


def test_rttm_marks_where_something_is_missing_and_tools_pass_over_it():
    text = written("rttm", interrupted()).decode()
    assert f"NON-SPEECH {SESSION} 1 2.000 0.000 <NA> pause <NA> <NA> <NA>\n" in text
    assert len(read_rttm(text)) == 3


def test_no_cue_holds_words_from_both_sides_of_a_span_and_none_overlaps():
    spoken = words("uno dos tres cuatro cinco seis", 0.0, "SPEAKER_00", step=0.45)
    made = list(cues(spoken, [Span(SpanKind.PAUSE, 21_600, 3.0)]))  # 1.35 s: between three and four
    assert [each.text for each in made] == ["uno dos tres", "", "cuatro cinco seis"]
    assert made[1].span is not None
    assert made[1].start >= 1.35
    assert made[1].end - made[1].start >= 0.5
    for one, other in pairwise(made):
        assert one.start < one.end <= other.start < other.end


def test_spans_before_the_first_and_behind_the_last_word_have_cues_too():
    spoken = words("hola", 1.0, "SPEAKER_00")
    made = list(cues(spoken, [Span(SpanKind.PAUSE, 0, 3.0), Span(SpanKind.GAP, 48_000, 3.0)]))
    assert [each.span is None for each in made] == [False, True, False]
    assert made[0].end <= made[1].start
    assert next(iter(cues([], [PAUSE]))).span == PAUSE


# -- cues ------------------------------------------------------------------------------------------


def test_a_long_turn_is_cut_into_cues_that_can_be_read_in_time():
    spoken = words("palabra " * 80 + "fin", 0.0, "SPEAKER_00", step=0.3)
    made = list(cues(spoken))
    assert " ".join(cue.text for cue in made) == " ".join(word.text for word in spoken)
    assert all(len(cue.text) <= 84 for cue in made)
    assert all(cue.end - cue.start <= 7.0 for cue in made)


def test_a_pause_or_another_speaker_begins_a_new_cue():
    spoken = (
        *words("uno dos", 0.0, "SPEAKER_00"),
        *words("tres", 0.9, "SPEAKER_01"),
        *words("cuatro", 9.0, "SPEAKER_01"),
    )
    made = [(cue.speaker, cue.text) for cue in cues(spoken)]
    assert made == [("SPEAKER_00", "uno dos"), ("SPEAKER_01", "tres"), ("SPEAKER_01", "cuatro")]


def test_no_cue_ends_after_the_next_begins_or_before_it_began_itself():
    spoken = (
        Word(0.0, 4.0, "largo", 0.9, "SPEAKER_00"),
        Word(2.0, 3.0, "encima", 0.9, "SPEAKER_01"),
        Word(2.0, 2.5, "otra", 0.9, "SPEAKER_00"),
    )
    made = list(cues(spoken))
    assert made[0].end == 2.0
    assert all(cue.end > cue.start for cue in made)


@pytest.mark.parametrize("form", ["docx", "html", "md", "txt", "json"])
def test_a_transcript_is_headed_by_the_title_given_last(form):
    titled = document()
    titled = replace(titled, session=replace(titled.session, retitled="Ana Sosa, control"))
    data = written(form, titled)
    text = read_docx(data).paragraphs[0].text if form == "docx" else data.decode()
    assert "Ana Sosa, control" in text
    assert "Control &" not in text


def noted(text="sin =SUMA(1) <b>marido"):
    return replace(document(), bookmarks=(Bookmark("b1", 48_000, text), Bookmark("b2", 16_000)))


@pytest.mark.parametrize("form", ["docx", "html", "md", "txt", "pdf", "csv"])
def test_notes_stand_at_their_time_where_they_are_wanted(form):
    data = written(form, noted("sin marido"))
    text = text_of_docx(data) if form == "docx" else text_of(form, data)
    mark, note, answer = (text.index(each) for each in ("Marca", "Nota: sin marido", "Núñez"))
    assert mark < note < answer
    plain = written(form)
    assert "Nota" not in (text_of_docx(plain) if form == "docx" else text_of(form, plain))


@pytest.mark.parametrize("form", ["srt", "vtt", "rttm"])
def test_what_is_heard_or_scored_holds_no_note(form):
    assert written(form, noted()) == written(form)


def test_a_note_is_text_and_no_markup_or_formula():
    assert "<b>marido" not in written("html", noted()).decode()
    rows = list(csv.DictReader(io.StringIO(written("csv", noted("=SUMA(1)")).decode("utf-8-sig"))))
    kinds = [(row["kind"], row["start"]) for row in rows]
    assert kinds == [
        ("turn", "0.000"),
        ("bookmark", "1.000"),
        ("bookmark", "3.000"),
        ("turn", "3661.500"),
    ]
    told = json.loads(written("json", noted("solas")))
    assert told["bookmarks"] == [{"at": 3.0, "text": "solas"}, {"at": 1.0, "text": ""}]


def a_talk_of(turns, words_each):
    """Two who take turns, each turn of so many words that are counted through."""
    said = [
        " ".join(f"palabra{turn}x{word}" for word in range(words_each)) for turn in range(turns)
    ]
    segments = tuple(
        Segment(20.0 * turn, 20.0 * turn + 18, f"SPEAKER_0{turn % 2}", text, 0.9)
        for turn, text in enumerate(said)
    )
    return replace(document(), segments=segments, words=()), said


def test_a_pdf_holds_every_word_as_text_its_fonts_and_the_number_of_every_page():
    talk, said = a_talk_of(turns=40, words_each=60)
    data = written("pdf", talk)
    pages = text_of_pdf(data)
    assert len(pages) > 3
    assert fonts_are_embedded(data)
    text = "".join(pages).replace(" ", "")
    assert all(word in text for each in said for word in each.split())
    for number, page in enumerate(pages, 1):
        assert f"{number} / {len(pages)}" in page


def test_no_name_stands_alone_at_the_end_of_a_page():
    talk, _ = a_talk_of(turns=120, words_each=23)
    for page in text_of_pdf(written("pdf", talk)):
        body = page.rpartition("Control & <i>más")[0] or page
        last_name = max(body.rfind("Ana <b>Ruiz"), body.rfind("Paciente"))
        assert body.count("palabra", last_name) >= 8


def test_a_word_wider_than_the_page_is_broken_and_none_of_it_lost():
    endless = "x" * 3_000
    pages = text_of_pdf(written("pdf", document(first=endless)))
    assert "".join(pages).count("x") >= 3_000


def test_a_session_in_english_calls_people_in_english_unless_another_language_is_asked_for():
    session = replace(document().session, language="en")
    talk = replace(document(), session=session)
    assert talk.name("SPEAKER_01") == "Patient"
    assert replace(talk, written_in="es").name("SPEAKER_01") == "Paciente"
    assert talk.name("SPEAKER_07") == "Unknown voice"


def test_two_voices_of_one_role_stay_two_in_rttm():
    doctors = {label: Speaker(label, SpeakerRole.MEDICO) for label in SPEAKERS}
    first, second = read_rttm(written("rttm", document(speakers=doctors)).decode())
    assert (first.speaker, second.speaker) == ("Médico_SPEAKER_00", "Médico_SPEAKER_01")
