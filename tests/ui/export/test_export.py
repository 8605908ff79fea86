"""What leaves the program for a session, through the real window."""

from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage, QPageLayout
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QApplication, QFileDialog

from aurity_desktop.application.library.export_choice import ExportChoice, ExportWay
from aurity_desktop.domain.errors import TargetExists
from aurity_desktop.domain.integrity import Redaction
from aurity_desktop.domain.session import SessionPlan, SessionState
from aurity_desktop.domain.speakers import Speaker, SpeakerRole
from aurity_desktop.domain.transcript import Segment
from aurity_desktop.runtime.settings import Settings
from aurity_desktop.ui.export.copy_menu import CopyMenu
from tests.fakes.window import FakeLibrary, plan_of, summary_of
from tests.ui.gallery.settling import settle

SESSION = "session_20261128_101500"
TALK = (
    Segment(0.0, 4.0, "SPEAKER_00", "Buenas tardes, ¿qué la trae por aquí?", 0.9),
    Segment(4.0, 9.0, "SPEAKER_01", "Mucha sed, doctora.", 0.9),
)
SPEAKERS = (
    Speaker("SPEAKER_00", SpeakerRole.MEDICO),
    Speaker("SPEAKER_01", SpeakerRole.PACIENTE),
)
AT = datetime(2026, 11, 28, 10, 15).astimezone()


@pytest.fixture
def clipboard(qapp):
    """Emptied again: what lies on it at the end brings the offscreen platform down."""
    yield QGuiApplication.clipboard()
    QGuiApplication.clipboard().clear()


@pytest.fixture
def documents(tmp_path, monkeypatch):
    """The user's Documents."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    folder = tmp_path / "Documents"
    folder.mkdir()
    return folder


@pytest.fixture
def opened(make_stage, documents):
    """A window that shows a session."""

    def make(state=SessionState.COMPLETED, title="Consulta diabetes", **settings):
        library = FakeLibrary()
        plan = SessionPlan(SESSION, AT, "mic", language="es", title=title)
        library.put(summary_of(plan, state), TALK, SPEAKERS)
        chosen = Settings(**{"interface_language": "es", "theme": "light", **settings})
        stage = make_stage(library=library, settings=chosen)
        stage.window.pages.show_page(1)
        stage.window.pages.library.open(SESSION)
        stage.transcript = stage.window.pages.library.transcript
        return stage

    return make


def click(qtbot, button):
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def take(qtbot, stage, way):
    click(qtbot, stage.transcript.head.export_button)
    click(qtbot, stage.transcript.export.buttons[way])


def lines(stage):
    return [each.text() for each in stage.window.notices.lines()]


@pytest.mark.parametrize("way", [ExportWay.WORD, ExportWay.PDF])
def test_word_and_pdf_are_two_presses_and_lie_in_documents_by_day_and_title(
    opened, qtbot, documents, way
):
    stage = opened()
    take(qtbot, stage, way)
    ((session_id, path, choice),) = stage.exporter.asked
    assert session_id == SESSION
    assert path == documents / f"2026-11-28 Consulta diabetes.{way.value}"
    assert choice == ExportChoice(way.value)
    assert stage.exporter.languages == ["es"]
    assert not stage.transcript.export.isVisible()


def test_nothing_in_documents_is_written_over(opened, qtbot, documents):
    (documents / "2026-11-28 Consulta diabetes.docx").touch()
    stage = opened()
    take(qtbot, stage, ExportWay.WORD)
    assert stage.exporter.asked[0][1].name == "2026-11-28 Consulta diabetes (2).docx"


def test_by_keyboard_the_way_that_was_taken_last_is_ctrl_e_and_enter(opened, qtbot):
    stage = opened()
    take(qtbot, stage, ExportWay.PDF)
    qtbot.keyClick(stage.window, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    assert [path.suffix for _, path, _ in stage.exporter.asked] == [".pdf", ".pdf"]


def test_what_was_taken_last_is_remembered_and_nothing_of_the_patient(opened, qtbot):
    stage = opened()
    assert stage.transcript.export.buttons[ExportWay.WORD].property("kind") == "primary"
    take(qtbot, stage, ExportWay.PDF)
    assert stage.kept[-1] == Settings(interface_language="es", theme="light", export_way="pdf")
    again = opened(export_way="pdf")
    again.transcript.ask_for_export()
    buttons = again.transcript.export.buttons
    assert [way for way in ExportWay if buttons[way].property("kind") == "primary"] == [
        ExportWay.PDF
    ]
    assert buttons[ExportWay.PDF].hasFocus()


def test_what_was_written_can_be_opened_and_shown_in_its_folder(opened, documents):
    stage = opened()
    stage.exporter.exported.emit(SESSION, documents / "2026-11-28 Consulta.docx", True)
    (line,) = stage.window.notices.lines()
    assert [each.text() for each in line._buttons] == ["Abrir", "Mostrar en la carpeta"]
    stage.exporter.exported.emit(SESSION, documents / "2026-11-28 Consulta.h5", True)
    (line,) = stage.window.notices.lines()
    assert [each.text() for each in line._buttons] == ["Mostrar en la carpeta"]


@pytest.mark.parametrize(
    ("entry", "text"),
    [
        (
            "Con horas y nombres",
            """[0:00:00] Médico: Buenas tardes, ¿qué la trae por aquí?
[0:00:04] Paciente: Mucha sed, doctora.""",
        ),
        (
            "Sin horas",
            "Médico: Buenas tardes, ¿qué la trae por aquí?\nPaciente: Mucha sed, doctora.",
        ),
        (
            "Sin nombres",
            "[0:00:00] Buenas tardes, ¿qué la trae por aquí?\n[0:00:04] Mucha sed, doctora.",
        ),
        ("Solo el texto", "Buenas tardes, ¿qué la trae por aquí?\nMucha sed, doctora."),
    ],
)
def test_all_of_it_is_copied_with_and_without_times_and_names_and_kept_out_of_histories(
    opened, clipboard, entry, text
):
    stage = opened()
    stage.transcript.ask_for_export()
    menu = stage.transcript.export.copy_menu
    next(each for each in menu.actions() if each.text() == entry).trigger()
    assert clipboard.mimeData().text() == text
    assert clipboard.mimeData().data("x-kde-passwordManagerHint") == b"secret"
    assert lines(stage) == ["Se copió la transcripción."]


@pytest.mark.parametrize(
    ("entry", "text"),
    [
        ("Con horas y nombres", "[0:00:04] Paciente: Mucha sed, doctora."),
        ("Solo el texto", "Mucha sed, doctora."),
    ],
)
def test_one_turn_is_copied_from_its_menu_as_all_of_it_is(opened, clipboard, qtbot, entry, text):
    stage = opened()
    view = stage.transcript.view
    view.setCurrentIndex(view.model().index(1, 0))
    view.menu_asked.emit(1, -1, view.mapToGlobal(view.rect().center()))
    (menu,) = stage.window.findChildren(CopyMenu)
    next(each for each in menu.actions() if each.text() == entry).trigger()
    menu.parentWidget().close()
    assert clipboard.mimeData().text() == text
    assert clipboard.mimeData().data("x-kde-passwordManagerHint") == b"secret"


def test_what_would_be_printed_is_shown_beside_the_turns(opened, qtbot):
    stage = opened()
    panel = stage.transcript
    take(qtbot, stage, ExportWay.PRINT)
    preview = panel.preview
    assert preview.isVisible()
    assert preview.pages.accessibleName() == "Vista previa, 1 página"
    assert preview.pages.in_sight == range(1)
    settle()
    paper = (
        preview.pages.viewport().grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    )
    shades = {paper.pixel(x, paper.height() // 4) for x in range(paper.width())}
    shades |= {paper.pixel(paper.width() // 2, y) for y in range(paper.height())}
    assert len(shades) > 2  # paper, ground, and ink
    assert QApplication.activeModalWidget() is None
    assert stage.window.findChildren(QPrintDialog) == []


@pytest.mark.parametrize("leave", ["escape", "another session", "nothing is shown"])
def test_a_preview_that_is_left_keeps_no_word(opened, qtbot, leave):
    stage = opened()
    panel = stage.transcript
    take(qtbot, stage, ExportWay.PRINT)
    if leave == "escape":
        qtbot.keyClick(panel.preview.print_button, Qt.Key.Key_Escape)
    elif leave == "another session":
        other = plan_of("session_20260102_030499")
        stage.library.put(summary_of(other), [], [])
        panel.open(other.session_id)
    else:
        panel.clear()
    assert not panel.preview.isVisible()
    assert panel.preview.pages.in_sight == range(0)
    assert panel.reading.side is None


def test_a_printer_is_chosen_beside_the_window_and_the_pages_are_counted(opened, qtbot, tmp_path):
    stage = opened()
    take(qtbot, stage, ExportWay.PRINT)
    settle()
    click(qtbot, stage.transcript.preview.print_button)
    assert QApplication.activeModalWidget() is None
    (dialog,) = stage.window.findChildren(QPrintDialog)
    printer = dialog.printer()
    white = printer.pageLayout().margins(QPageLayout.Unit.Millimeter)
    assert min(white.left(), white.top(), white.right(), white.bottom()) >= 19.5
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    dialog.accepted.emit(printer)
    dialog.close()
    assert (tmp_path / "printed.pdf").read_bytes().startswith(b"%PDF")
    assert lines(stage) == ["Se envió 1 página a la impresora."]


def test_more_offers_every_format_in_the_windows_language_and_a_name_in_documents(
    opened, qtbot, documents
):
    stage = opened()
    take(qtbot, stage, ExportWay.MORE)
    details = stage.transcript.export.details
    assert [details.form.itemText(place) for place in range(4)] == [
        "Archivo de la sesión, con sonido",
        "Documento de Word",
        "Documento PDF",
        "Página web",
    ]
    details.form.setCurrentIndex(details.form.findData("html"))
    assert not details.sound.isVisible()
    assert not details.protect.isVisible()
    click(qtbot, details.go_button)
    (dialog,) = stage.window.findChildren(QFileDialog)
    assert dialog.nameFilters() == ["Página web (*.html)"]
    assert [Path(each) for each in dialog.selectedFiles()] == [
        documents / "2026-11-28 Consulta diabetes.html"
    ]
    assert QApplication.activeModalWidget() is None
    dialog.close()


def test_a_file_without_names_is_not_called_after_the_patient(opened, qtbot):
    stage = opened(title="María López")
    stage.window.exports.ask_where(SESSION, ExportChoice("h5", Redaction(names=True)))
    (dialog,) = stage.window.findChildren(QFileDialog)
    assert [Path(each).name for each in dialog.selectedFiles()] == ["2026-11-28 10.15.h5"]
    dialog.close()


def test_a_session_file_carries_everything_unless_something_is_left_out(opened, qtbot):
    stage = opened(interface_language="en")
    chosen = []
    stage.transcript.export_asked.connect(lambda *asked: chosen.append(asked))
    take(qtbot, stage, ExportWay.MORE)
    details = stage.transcript.export.details
    assert "may identify people" in details._tells.text()
    for box in (details.sound, details.names, details.text):
        box.click()
    assert "identifies nobody" in details._tells.text()
    click(qtbot, details.go_button)
    everything = Redaction(audio=True, names=True, text=True)
    assert chosen == [(SESSION, ExportChoice("h5", everything))]


def test_a_passphrase_is_typed_twice_and_forgotten_with_the_panel(opened, qtbot):
    stage = opened()
    take(qtbot, stage, ExportWay.MORE)
    details = stage.transcript.export.details
    details.protect.click()
    details.first.setText("un perro")
    assert not details.go_button.isEnabled()
    details.second.setText("un perro")
    choice = details.choice
    assert choice.suffix == "h5.age"
    click(qtbot, details.go_button)
    assert (details.first.text(), details.second.text()) == ("", "")
    assert "perro" not in repr(choice)
    stage.window.exports.write(SESSION, choice, "/tmp/x.h5.age")
    assert stage.exporter.asked == [(SESSION, Path("/tmp/x.h5.age"), choice)]


def test_what_is_protected_is_no_document_that_anybody_opens(opened, qtbot):
    stage = opened()
    take(qtbot, stage, ExportWay.MORE)
    details = stage.transcript.export.details
    details.protect.click()
    details.first.setText("un perro")
    details.second.setText("un perro")
    details.form.setCurrentIndex(details.form.findData("docx"))
    assert details.choice == ExportChoice("docx")


def test_before_the_final_transcript_only_the_session_file_is_offered(opened):
    stage = opened(state=SessionState.FINALIZING)
    stage.transcript.ask_for_export()
    panel = stage.transcript.export
    enabled = [way for way in ExportWay if panel.buttons[way].isEnabled()]
    assert enabled == [ExportWay.MORE]
    assert panel.details.isVisible()
    assert panel.details.choice.form == "h5"
    assert not panel.details.form.isEnabled()


def test_a_name_that_was_taken_meanwhile_is_told_in_the_windows_words(opened):
    stage = opened()
    stage.exporter.failed.emit(TargetExists(Path("/x/2026-11-28 Consulta.docx")))
    assert lines(stage) == ["2026-11-28 Consulta.docx ya existe. Elija otro nombre."]
