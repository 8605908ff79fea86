"""The first day, help, the models and the encryption."""

from __future__ import annotations

from functools import partial

from PySide6.QtGui import QGuiApplication

from aurity_desktop import __version__
from aurity_desktop.domain.keys import Protection
from aurity_desktop.domain.model_install import ModelVerified
from aurity_desktop.ui.settings.help_topics import HelpTopic
from aurity_desktop.ui.settings.settings_page import Section
from aurity_desktop.ui.settings.voice_card import VoiceCard
from aurity_desktop.ui.shell.pages import Page
from tests.benchmarks.desk.desk import OF_THE_PATIENT, AtTheDesk, Desk
from tests.benchmarks.desk.script import WORK_SECONDS, Scene, Steps, Wait

_TRIES = 3
_PASSPHRASE = "caballo lampara tornillo violeta queso"


def first_scenes(desk: Desk) -> list[Scene]:
    """What a first start offers."""
    scenes = _Settings(desk)
    return [Scene("18.9", "first steps: microphone, voice, protection", scenes.first_steps)]


def help_scenes(desk: Desk) -> list[Scene]:
    """Help, and what helps who helps."""
    scenes = _Settings(desk)
    return [
        Scene("18.9", "F1 opens the manual at the right place", scenes.help),
        Scene("18.9", "shortcuts, about, a report without words", scenes.report),
    ]


def models_scene(desk: Desk) -> Scene:
    """What is installed, and that it is intact."""
    return Scene("18.10", "models listed and verified", _Settings(desk).models)


def protection_scene(desk: Desk) -> Scene:
    """At last, what was there is encrypted."""
    return Scene("18.9", "encrypted, the code typed again", _Settings(desk).protect)


class _Settings(AtTheDesk):
    def first_steps(self) -> Steps:
        desk, hand, pages = self._desk, self._hand, self._desk.pages
        yield Wait(desk.window.isActiveWindow, "the window in front")
        yield Wait(lambda: desk.window.notices.shows("first_steps"), "the first step")
        desk.picture("first-step")
        desk.say("first")
        yield from desk.notice("first_steps", 0)
        check = pages.recorder.check
        yield Wait(check.isVisible, "the microphone check")
        yield from desk.rest(2.0)
        desk.picture("checking")
        yield Wait(check.play_button.isVisible, "what was heard")
        desk.picture("checked")
        yield from hand.press(check.leave_button)
        yield from desk.notice("first_steps", 1)
        yield from desk.notice("first_steps", 0)
        card = pages.voice
        yield Wait(card.learn_button.isVisible, "the voice")
        for _ in range(_TRIES):
            if not card.forget_button.isVisible():
                yield from self._read_aloud(card)
        assert card.forget_button.isVisible(), "the voice is not known"
        yield from desk.notice("first_steps", 1)
        yield from desk.notice("first_steps", 0)
        yield Wait(lambda: pages.settings.section is Section.PRIVACY, "the protection")
        yield from desk.rest(0.5)
        desk.picture("protection-offered")
        yield from desk.notice("first_steps", 1)
        yield Wait(lambda: not desk.window.notices.shows("first_steps"), "no step more")
        return ""

    def _read_aloud(self, card: VoiceCard) -> Steps:
        """Once; a recorder that was stopped meanwhile on a busy machine has lost its microphone."""
        desk = self._desk
        yield from self._hand.press(card.learn_button)
        yield Wait(card.cancel_button.isVisible, "the text to be read")
        desk.say("alone")
        yield from desk.rest(3.0)
        desk.picture("reading-aloud")
        yield Wait(lambda: not card.cancel_button.isVisible(), "the text read")
        yield Wait(card.learn_button.isEnabled, "the voice learned")
        yield from desk.rest(0.3)
        desk.picture("voice-known")
        return ""

    def help(self) -> Steps:
        desk, hand, pages = self._desk, self._hand, self._desk.pages
        yield from desk.open_in_library(desk.session)
        for keys, topic in (
            (("F1",), HelpTopic.REVIEW),
            (("ctrl+4", "F1"), HelpTopic.PROBLEMS),
        ):
            yield from hand.key(*keys)
            yield Wait(partial(self._reads, topic), f"the page {topic}")
            yield from desk.rest(0.5)
            desk.picture(f"help-{topic}")
            assert pages.manual.view.document().characterCount() > 400, "the page is empty"
        return ""

    def report(self) -> Steps:
        desk, hand, pages = self._desk, self._hand, self._desk.pages
        yield from desk.section(Section.SHORTCUTS)
        yield from desk.rest(0.3)
        desk.picture("shortcuts")
        yield from desk.section(Section.ABOUT)
        yield from desk.rest(0.3)
        desk.picture("about")
        yield from hand.key("ctrl+4")
        yield Wait(lambda: pages.currentIndex() == Page.HEALTH, "the health")
        yield Wait(pages.health.copy_button.isEnabled, "the checks")
        yield from desk.rest(1.0)
        desk.picture("health")
        yield from hand.press(pages.health.copy_button)
        clipboard = QGuiApplication.clipboard()
        yield Wait(lambda: __version__ in clipboard.text(), "the report")
        told = [each for each in (*OF_THE_PATIENT, desk.said) if each in clipboard.text()]
        assert not told, f"the report tells {told}"
        return f"{len(clipboard.text())} characters"

    def models(self) -> Steps:
        desk, hand, card = self._desk, self._hand, self._desk.pages.install
        yield from desk.section(Section.MODELS)
        yield from desk.rest(0.3)
        desk.picture("models")
        verified: list[ModelVerified] = []
        desk.services.installation.verified.connect(verified.append)
        yield from hand.press(card.verify_button)
        yield Wait(card.verify_button.isVisible, "the end of the check", WORK_SECONDS)
        yield Wait(lambda: verified, "a model that was checked", WORK_SECONDS)
        yield Wait(
            lambda: not desk.services.installation.running, "the end of the check", WORK_SECONDS
        )
        yield from desk.rest(0.3)
        desk.picture("models-verified")
        assert all(each.ok for each in verified), "a model is damaged"
        return f"{len(verified)} models intact"

    def protect(self) -> Steps:
        desk, hand, panel = self._desk, self._hand, self._desk.pages.protection
        yield from desk.section(Section.PRIVACY)
        for field in (panel.secret, panel.again):
            yield from hand.fill(field, _PASSPHRASE)
        yield from hand.press(panel.set_button)
        yield Wait(panel.code_button.isVisible, "a passphrase that holds")
        yield from hand.fill(panel.present, _PASSPHRASE)
        yield from hand.press(panel.code_button)
        yield Wait(panel.typed_code.isVisible, "a recovery code")
        yield from desk.rest(0.3)
        desk.picture("recovery-code")
        assert not panel.noted_button.isEnabled(), "it is believed before it was typed again"
        yield from hand.fill(panel.typed_code, panel._code)
        yield Wait(panel.noted_button.isEnabled, "the code to be right")
        yield from hand.press(panel.noted_button)
        yield Wait(lambda: not panel.typed_code.isVisible(), "the code put away")
        if panel.rest_button.isVisible() and panel.rest_button.isEnabled():
            yield from hand.press(panel.rest_button)
        held = panel._status
        assert held is None or held.protection is not Protection.PLAIN
        yield Wait(
            lambda: panel._status is not None and panel._status.protected,
            "all encrypted",
            WORK_SECONDS,
        )
        yield from desk.rest(0.5)
        desk.picture("encrypted")
        return ""

    def _reads(self, topic: HelpTopic) -> bool:
        pages = self._desk.pages
        there = pages.currentIndex() == Page.SETTINGS and pages.settings.section is Section.HELP
        return there and pages.manual.topic is topic
