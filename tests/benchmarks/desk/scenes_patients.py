"""Whom sessions are about: told, seen again, joined, exported and erased."""

from __future__ import annotations

from aurity_desktop.domain.session import SessionState
from aurity_desktop.ui.review.turn_model import NoteRow
from tests.benchmarks.desk.bytes_left import files_with
from tests.benchmarks.desk.desk import (
    BORN,
    OF_THE_PATIENT,
    PATIENT,
    RECORD,
    AtTheDesk,
    Desk,
    rows_of,
)
from tests.benchmarks.desk.script import Scene, Steps, Wait


def told_scene(desk: Desk) -> Scene:
    """The first session is about somebody."""
    return Scene("18.4", "whom a session is about", _Patients(desk).told)


def patient_scenes(desk: Desk) -> list[Scene]:
    """What a patient's sessions have in common."""
    scenes = _Patients(desk)
    return [
        Scene("18.4", "the last visit beside this one", scenes.last_visit),
        Scene("18.3", "two sessions joined", scenes.join),
    ]


def rights_scenes(desk: Desk) -> list[Scene]:
    """All of one patient, out and away."""
    scenes = _Patients(desk)
    return [
        Scene("18.4", "all of a patient found and exported", scenes.export),
        Scene("18.4", "all of a patient erased, every byte", scenes.erase),
    ]


class _Patients(AtTheDesk):
    def told(self) -> Steps:
        desk, hand, transcript = self._desk, self._hand, self._desk.pages.recorder.transcript
        yield from hand.press(transcript.head.more_button)
        yield from hand.choose(transcript.head.menu, transcript.head.menu.patient)
        panel = transcript.patient
        yield Wait(panel.isVisible, "the patient's panel")
        for field, text in ((panel.name, PATIENT), (panel.record, RECORD), (panel.birth, BORN)):
            yield from hand.fill(field, text)
        desk.picture("patient")
        yield from hand.press(panel.save_button)
        yield Wait(lambda: desk.library.patient(desk.session) is not None, "the patient kept")
        yield from desk.rest(0.4)
        desk.picture("patient-kept")
        yield from hand.press(panel.close_button)
        return ""

    def last_visit(self) -> Steps:
        desk, hand = self._desk, self._hand
        yield from desk.open_in_library(desk.second)
        transcript = desk.pages.library.transcript
        yield from hand.press(transcript.head.more_button)
        yield from hand.choose(transcript.head.menu, transcript.head.menu.patient)
        panel = transcript.patient
        yield Wait(lambda: panel.isVisible() and panel.text.isVisible(), "the last visit")
        read = panel.text.toPlainText()
        said = " ".join(each.text for each in desk.library.segments(desk.session))
        assert read.split("  ")[1].split()[0] in said, f"it reads {read[:80]!r}"
        yield from desk.rest(0.4)
        desk.picture("last-visit")
        yield from hand.press(panel.close_button)
        return ""

    def join(self) -> Steps:
        desk, hand, many = self._desk, self._hand, self._desk.pages.library.many
        yield from desk.open_in_library(desk.session)
        yield from desk.choose_with(desk.imported)
        yield Wait(many.isVisible, "two to be chosen")
        yield from hand.press(many.join_button)
        yield from desk.rest(0.3)
        desk.picture("join-asked")
        made: list[str] = []
        desk.services.joining.joined.connect(made.append)
        yield from hand.press(many.confirm_button)
        yield Wait(lambda: made or desk.errors, "a joined session")
        assert made, desk.errors[-1]
        desk.joined = made[0]
        yield from desk.rest(0.4)
        desk.picture("joined")
        yield from desk.notice("joining", 0)
        transcript = desk.pages.library.transcript
        yield from desk.shown(transcript, desk.joined)
        yield Wait(transcript.player_bar.isVisible, "its sound")
        chosen = [each.session_id for each in desk.pages.library.list.chosen()]
        assert chosen == [desk.joined], f"the list shows {chosen} as read"
        yield from desk.rest(0.5)
        desk.picture("joined-open")
        assert desk.library.session(desk.joined).state is SessionState.COMPLETED
        assert desk.library.patient(desk.joined) == desk.library.patient(desk.session)
        notes = [each for each in rows_of(transcript.view) if isinstance(each, NoteRow)]
        assert len(notes) == 4, f"{len(notes)} of four marks were taken along"
        return ""

    def export(self) -> Steps:
        desk, hand, shelf = self._desk, self._hand, self._desk.pages.library.shelf
        yield from hand.key("ctrl+2")
        yield from hand.fill(shelf.patient.field, PATIENT.split()[1][:4].lower())
        yield Wait(lambda: shelf.patient.completer.offered, "the patient to be offered")
        yield from hand.key("Down", "Return")
        yield Wait(lambda: shelf.patient.patient is not None, "the patient chosen")
        yield from desk.rest(0.4)
        desk.picture("patient-filter")
        folder = desk.documents / "de-un-paciente"
        folder.mkdir()
        menu = shelf.patient.export_button.menu()
        yield from hand.press(shelf.patient.export_button)
        yield from hand.choose(menu, menu.actions()[1])
        yield from desk.answer_dialog(str(folder))
        yield Wait(lambda: len(list(folder.glob("*.pdf"))) == 3, "three documents")
        yield from desk.rest(0.5)
        desk.picture("patient-exported")
        return ""

    def erase(self) -> Steps:
        """The three sessions; the file that was joined to one of them stays as it is."""
        desk, hand, page = self._desk, self._hand, self._desk.pages.library
        assert desk.said, "nothing was said"
        words = (*OF_THE_PATIENT, desk.said)
        before = files_with(desk.data, words)
        assert before, "the search does not find what is there"
        yield from hand.press(page.shelf.patient.erase_button)
        yield Wait(page.many.confirm_button.isVisible, "a question before")
        yield from desk.rest(0.3)
        desk.picture("erase-asked")
        yield from hand.press(page.many.confirm_button)
        yield Wait(lambda: not desk.library.patients(), "nobody to be known")
        yield Wait(lambda: not desk.built.watcher.jobs or _idle(desk), "no work")
        yield from desk.rest(1.5)
        desk.picture("erased")
        left = files_with(desk.data, words)
        told = ", ".join(f"{path.relative_to(desk.data)}: {found}" for path, found in left.items())
        assert not left, f"left: {told}"
        known = {each.session_id for each in desk.library.sessions()}
        assert desk.imported in known, "the file that was joined is gone, too"
        return f"{len(before)} files had it before"


def _idle(desk: Desk) -> bool:
    return all(each.ended for each in desk.built.watcher.jobs)
