"""The two pictures of the README: the library with a finished consultation, in Spanish."""

from datetime import datetime, timedelta
from pathlib import Path

from aurity_desktop.domain.consent import ConsentAnswer
from aurity_desktop.domain.playback import Positioned
from aurity_desktop.domain.session import SessionState
from aurity_desktop.domain.speakers import Speaker, SpeakerRole
from tests.fakes.window import job_of, plan_of, summary_of
from tests.ui.gallery.consultations import FOLLOW_UP, REST
from tests.ui.gallery.palette import with_palette
from tests.ui.gallery.settling import settle
from tests.ui.gallery.stage import Stage, segments_of

WIDTH, HEIGHT = 1366, 768

_SHOWN = "session_20260102_094200"
_FINALIZING = "session_20260102_100500"
_SPEAKERS = (
    Speaker("SPEAKER_00", SpeakerRole.MEDICO, "Dra. Ruiz", 236.0),
    Speaker("SPEAKER_01", SpeakerRole.PACIENTE, "Ernesto", 342.0),
    Speaker("SPEAKER_02", SpeakerRole.ACOMPANANTE, "Lucía", 97.0),
)
#: Days ago, hour, minute, title, state, seconds, speakers; the newest is the last.
_SESSIONS = (
    (6, 17, 30, "", SessionState.COMPLETED, 1_960, 2),
    (5, 12, 15, "", SessionState.COMPLETED, 640, 2),
    (5, 9, 5, "", SessionState.COMPLETED, 2_210, 4),
    (1, 18, 20, "Control prenatal", SessionState.COMPLETED, 1_410, 3),
    (1, 16, 45, "", SessionState.COMPLETED, 865, 2),
    (1, 10, 10, "Martínez, migraña", SessionState.COMPLETED, 1_127, 3),
    (0, 9, 0, "Vacuna y peso, Emilia", SessionState.COMPLETED, 512, 3),
    (0, 9, 42, "Presión, don Ernesto", SessionState.COMPLETED, 736, 3),
    (0, 10, 5, "", SessionState.FINALIZING, 1_260, 0),
)


class ReadmeStage(Stage):
    """A morning at the clinic."""

    def fill_library(self):
        today = datetime.now().astimezone().replace(second=0, microsecond=0)
        for days, hour, minute, title, state, seconds, speakers in _SESSIONS:
            at = today.replace(hour=hour, minute=minute) - timedelta(days=days)
            session_id = f"session_202601{2 + days:02}_{hour:02}{minute:02}00"
            plan = plan_of(
                session_id, created_at=at, title=title, source="Jabra Speak 510", language="es"
            )
            self.library.put(
                summary_of(plan, state, seconds, speakers),
                segments_of(FOLLOW_UP + REST),
                _SPEAKERS,
            )


def picture(appearance, languages, path):
    """Write one PNG of at most 256 colours, in the theme that is in use."""
    stage = ReadmeStage(appearance, languages)
    window = stage.window
    window.resize(WIDTH, HEIGHT)
    window.show()
    settle()
    stage.library.sounds[_SHOWN] = Path("final.wav")
    stage.library.consents_and_holds[_SHOWN] = (ConsentAnswer.GIVEN, None)
    window.pages.show_page(1)
    settle()
    library = window.pages.library
    stage.watcher.job_changed.emit(job_of(_FINALIZING, progress_percent=63.0))
    library.open(_SHOWN)
    settle()
    library.list.setCurrentIndex(library.shelf.model.index(2))
    settle()
    library.transcript.player_bar.toggle()
    stage.player.moved.emit(Positioned(16.4, playing=True))
    window.setFocus()
    settle()
    with_palette(window.grab().toImage()).save(str(path), "PNG", 0)
    stage.close()
