"""The pages of the window, one above the other, and what the user asks of them."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from aurity_desktop.domain.input_read import InputRead
from aurity_desktop.domain.model_choice import after_stop
from aurity_desktop.ui.health.health_page import HealthPage
from aurity_desktop.ui.health.jobs_card import JobsCard
from aurity_desktop.ui.health.repair import Repair
from aurity_desktop.ui.health.stall_probe import StallProbe
from aurity_desktop.ui.library.library_page import LibraryPage
from aurity_desktop.ui.privacy.privacy_settings import PrivacySettings
from aurity_desktop.ui.recorder.recorder_page import RecorderPage
from aurity_desktop.ui.review.transcript_panel import TranscriptPanel
from aurity_desktop.ui.services import Services
from aurity_desktop.ui.settings.about_card import About, AboutCard
from aurity_desktop.ui.settings.dictionary_card import DictionaryCard
from aurity_desktop.ui.settings.general_card import GeneralCard
from aurity_desktop.ui.settings.global_keys_card import GlobalKeysCard
from aurity_desktop.ui.settings.help_card import HelpCard
from aurity_desktop.ui.settings.help_topics import HelpTopic
from aurity_desktop.ui.settings.install_card import InstallCard
from aurity_desktop.ui.settings.models_card import ModelsCard
from aurity_desktop.ui.settings.note_card import NoteCard
from aurity_desktop.ui.settings.numbers_card import NumbersCard
from aurity_desktop.ui.settings.preferences import Preferences
from aurity_desktop.ui.settings.recording_card import RecordingCard
from aurity_desktop.ui.settings.settings_page import Section, SettingsPage
from aurity_desktop.ui.settings.shortcuts_card import ShortcutsCard
from aurity_desktop.ui.settings.vocabulary_card import VocabularyCard
from aurity_desktop.ui.settings.voice_card import VoiceCard
from aurity_desktop.ui.settings.watch_card import WatchCard
from aurity_desktop.ui.vault.protection_panel import ProtectionPanel
from aurity_desktop.ui.widgets.icons import Icons
from aurity_desktop.ui.widgets.scrolling import scrolling
from aurity_desktop.ui.widgets.theme import Appearance


class Page(IntEnum):
    """The pages in their order on the rail."""

    RECORDER = 0
    LIBRARY = 1
    SETTINGS = 2
    HEALTH = 3


#: What the manual tells of the settings; of the manual itself, the page that is shown.
_OF_SECTIONS = {
    Section.GENERAL: HelpTopic.START,
    Section.RECORDING: HelpTopic.RECORD,
    Section.VOCABULARY: HelpTopic.MODELS,
    Section.NOTE: HelpTopic.NOTE,
    Section.VOICE: HelpTopic.RECORD,
    Section.PRIVACY: HelpTopic.PRIVACY,
    Section.MODELS: HelpTopic.MODELS,
    Section.SHORTCUTS: HelpTopic.START,
    Section.ABOUT: HelpTopic.START,
}


class Pages(QStackedWidget):
    """Builds the pages and turns to one of them; `page_shown` carries its number.

    `models` are the names of the installed speech models.
    """

    page_shown = Signal(int)
    small_view_asked = Signal()

    def __init__(
        self,
        services: Services,
        preferences: Preferences,
        models: Sequence[str],
        appearance: Appearance,
        icons: Icons,
        probe: StallProbe,
        about: About,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._services = services
        self._preferences = preferences
        settings = preferences.settings
        self.recorder = RecorderPage(
            services.controller,
            services.edits,
            services.library,
            services.note_book,
            services.live_findings,
            services.off_thread,
            services.watcher,
            services.player,
            services.microphone_check,
            appearance,
            icons,
            models,
            settings.vocabulary,
        )
        self.recorder.import_asked.connect(services.imports.add)
        self.recorder.rest_asked.connect(services.imports.go_on)
        self.recorder.prefer(settings.microphone, settings.speech_language)
        self.library = LibraryPage(
            services.library,
            services.note_book,
            services.off_thread,
            services.player,
            appearance,
            icons,
            models,
            services.now,
        )
        self.privacy = PrivacySettings(preferences, services.privacy, services.lock)
        self.protection = ProtectionPanel(services.vault)
        self.voice = VoiceCard(services.voice, self._microphone, appearance)
        self.models = ModelsCard(preferences, models, services.measurement, services.controller)
        self.install = InstallCard(services.installation, services.measurement.known)
        services.installation.ended.connect(self._show_models)
        self.general, self.recording = GeneralCard(preferences), RecordingCard(preferences)
        self.global_keys = GlobalKeysCard(preferences)
        self.watch = WatchCard(preferences, services.watched)
        self.vocabulary, self.numbers = VocabularyCard(preferences), NumbersCard(preferences)
        self.numbers.written.toggled.connect(self._on_numbers)
        self.note = NoteCard(preferences)
        self.dictionary = DictionaryCard(services.heard_write, services.off_thread)
        self.manual = HelpCard()
        self.settings = SettingsPage(
            {
                Section.GENERAL: [self.general],
                Section.RECORDING: [self.recording, self.watch],
                Section.VOCABULARY: [self.vocabulary, self.dictionary, self.numbers],
                Section.NOTE: [self.note],
                Section.VOICE: [self.voice],
                Section.PRIVACY: [self.privacy, self.protection],
                Section.MODELS: [self.install, self.models],
                Section.SHORTCUTS: [self.global_keys, ShortcutsCard()],
                Section.HELP: [self.manual],
                Section.ABOUT: [AboutCard(about)],
            }
        )
        jobs = JobsCard(services.watcher, services.library, services.off_thread)
        jobs.session_asked.connect(self.show_session)
        self.health = HealthPage(services.health, probe, appearance, icons, jobs)
        self.health.repair_asked.connect(self._on_repair)
        for transcript in self.transcripts:
            transcript.head.show_models(models, self._speed_of)
            transcript.find_bar.vocabulary_asked.connect(self._on_vocabulary)
        for page in (self.recorder, self.library, self.settings, self.health):
            self.addWidget(scrolling(page))

    @property
    def transcripts(self) -> tuple[TranscriptPanel, TranscriptPanel]:
        """The recorder's, which shows the session just recorded, and the library's."""
        return self.recorder.transcript, self.library.transcript

    @property
    def current_transcript(self) -> TranscriptPanel:
        """The library's while its page is shown, otherwise the recorder's."""
        on_library = self.currentIndex() == Page.LIBRARY
        return self.library.transcript if on_library else self.recorder.transcript

    @property
    def shown_session(self) -> str:
        """The session whose transcript is in sight, "" without one."""
        transcript = self.current_transcript
        return transcript.session_id if transcript.isVisible() else ""

    def show_page(self, number: int) -> None:
        """Turn to a page, and look up anew what it shows."""
        self.setCurrentIndex(number)
        if number == Page.LIBRARY:
            self.library.refresh()
        elif number == Page.SETTINGS:
            self.privacy.look()
            self.voice.look()
            self.dictionary.look()
            self.models.look()
            self.install.look()
            self._services.lock.look()
            self.protection.look()
        elif number == Page.HEALTH:
            self.health.look()
        self.page_shown.emit(number)

    def show_section(self, section: Section) -> None:
        """Turn to a section of the settings."""
        self.show_page(Page.SETTINGS)
        self.settings.show_section(section)

    def help(self) -> None:
        """The page of the manual that tells of what is in sight."""
        topic = self._topic()
        self.show_section(Section.HELP)
        self.manual.show_topic(topic)

    def _topic(self) -> HelpTopic:
        match self.currentIndex():
            case Page.SETTINGS:
                return _OF_SECTIONS.get(self.settings.section, self.manual.topic)
            case Page.HEALTH:
                return HelpTopic.PROBLEMS
        transcript = self.current_transcript
        if transcript.isVisible() and transcript.session_id:
            exporting = transcript.export.isVisible()
            return HelpTopic.EXPORT if exporting else HelpTopic.REVIEW
        on_library = self.currentIndex() == Page.LIBRARY
        return HelpTopic.LIBRARY if on_library else HelpTopic.RECORD

    def record(self) -> None:
        """Start a recording with what is chosen on the recorder's page."""
        self.show_page(Page.RECORDER)
        self.recorder.record()

    def mark(self) -> None:
        """Mark this moment: of what is being recorded, else of the transcript that is shown."""
        if self._services.controller.state.going_on:
            self.recorder.mark()
        elif self.shown_session:
            self.current_transcript.mark()

    def continue_session(self, session_id: str) -> None:
        """Record on in a session that did not end; or read on, where it is a part of a file."""
        look = partial(self._services.library.input_read, session_id)
        self._services.off_thread.do(look, partial(self._go_on_with, session_id))

    def record_on(self, session_id: str) -> None:
        """Record another part of a session that had ended."""
        self.show_page(Page.RECORDER)
        self.recorder.continue_session(session_id)

    def _go_on_with(self, session_id: str, read: InputRead) -> None:
        if read.part is not None:
            self.recorder.ask_for_rest(session_id, read.part)
            return
        self.show_page(Page.RECORDER)
        self.recorder.continue_session(session_id)

    def open_file(self) -> None:
        """Ask for sound files and transcribe them beside everything else."""
        self.recorder.ask_for_file()

    def transcribe_files(self, paths: Sequence[Path]) -> None:
        """Have sound files transcribed beside everything else."""
        self.recorder.transcribe_files(paths)

    def install_models(self) -> None:
        """Turn to where models are installed."""
        self.show_section(Section.MODELS)
        self.install.offer()

    def find_text(self) -> None:
        """Find in the transcript that is in sight, else in all sessions."""
        if self.shown_session:
            self.current_transcript.find_text()
        else:
            self.search()

    def replace_text(self) -> None:
        """Replace in the transcript that is in sight."""
        if self.shown_session:
            self.current_transcript.find_text(replacing=True)

    def search(self) -> None:
        """Turn to the library with the keyboard in its search field."""
        self.show_page(Page.LIBRARY)
        self.library.search.setFocus()
        self.library.search.selectAll()

    def show_session(self, session_id: str) -> None:
        """Open a session in the library."""
        self.show_page(Page.LIBRARY)
        self.library.open(session_id)

    def ask_for_erasure(self, session_id: str) -> None:
        """Open a session in the library, and ask there whether it is to be erased."""
        self.show_page(Page.LIBRARY)
        self.library.chosen_actions.ask_for_erasure_of(session_id)

    def rename_speaker(self) -> None:
        """Edit the name of the speaker whose turn is chosen."""
        self.current_transcript.edit_chosen_speaker()

    def change_title(self) -> None:
        """Edit the title of the shown session."""
        if self.shown_session:
            self.current_transcript.head.title.edit()

    def next_found(self) -> None:
        """Go to the next match of what was searched for."""
        self.current_transcript.next_found()

    def previous_found(self) -> None:
        """Go to the match before of what was searched for."""
        self.current_transcript.previous_found()

    def check_next_doubt(self) -> None:
        """Go to the next place of the transcript that deserves a second look."""
        self.current_transcript.check_next()

    def play_or_hold(self) -> None:
        """Play the recording of the shown transcript, or hold it."""
        self.current_transcript.player_bar.toggle()

    def open_note(self) -> None:
        """Show the clinical note of the shown session beside it, or close it."""
        self.current_transcript.notes.toggle()

    def export(self) -> None:
        """Ask what an export of the shown session is to carry."""
        self.current_transcript.ask_for_export()

    def _on_vocabulary(self, word: str) -> None:
        known = self._preferences.settings.vocabulary
        if word and word not in known:
            self._preferences.change(vocabulary=(*known, word))

    def _on_repair(self, repair: Repair) -> None:
        if repair is Repair.INSTALL_MODELS:
            self.show_section(Section.MODELS)
            self.install.offer()
        elif repair is Repair.CHECK_MICROPHONE:
            self._services.devices.scan()
            self.show_page(Page.RECORDER)
            self.recorder.check_microphone()
        elif repair is Repair.SHOW_PRIVACY:
            self.show_section(Section.PRIVACY)
        else:
            self.show_page(Page.LIBRARY)

    def _on_numbers(self) -> None:
        """The transcripts that are open are read again."""
        for transcript in self.transcripts:
            if transcript.session_id:
                transcript.open(transcript.session_id)

    def _show_models(self) -> None:
        """What has been installed can be chosen at once."""
        offers = self._services.installation.offers()
        names = [each.name for each in offers if each.writes and each.installed]
        self.models.show_models(names)
        for transcript in self.transcripts:
            transcript.head.show_models(names, self._speed_of)

    def _speed_of(self, model: str) -> float | None:
        speeds = self._services.measurement.known().speeds
        speed = speeds.of(model)
        return None if speed is None else after_stop(speed, speeds)

    def _microphone(self) -> str:
        return self._preferences.settings.microphone
