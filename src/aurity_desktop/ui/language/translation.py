"""Spanish and English at run time, read straight from the `.ts` files, without a build step.

A malformed file leaves the window in English.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QFile,
    QIODevice,
    QLibraryInfo,
    QLocale,
    QObject,
    QTranslator,
    QXmlStreamReader,
)
from PySide6.QtWidgets import QWidget

_log = logging.getLogger(__name__)

SOURCE_LANGUAGE = "en"
LANGUAGES = ("es", "en")

#: (context, source text) → translation.
Messages = Mapping[tuple[str, str], str]


class MalformedTranslations(Exception):
    """A translation file that is not there or is no Qt Linguist XML."""


def read_ts(path: Path) -> dict[tuple[str, str], str]:
    """The finished translations of a Qt Linguist file. Raises MalformedTranslations."""
    file = QFile(str(path))
    if not file.open(QIODevice.OpenModeFlag.ReadOnly):
        raise MalformedTranslations(f"{path}: {file.errorString()}")
    reader = QXmlStreamReader(file)
    found: dict[tuple[str, str], str] = {}
    context = source = ""
    while not reader.atEnd():
        if reader.readNext() is not QXmlStreamReader.TokenType.StartElement:
            continue
        match reader.name():
            case "name":
                context = reader.readElementText()
            case "source":
                source = reader.readElementText()
            case "translation":
                finished = reader.attributes().value("type") not in {"unfinished", "vanished"}
                text = reader.readElementText()
                if finished and text:
                    found[context, source] = text
    if reader.hasError():
        raise MalformedTranslations(f"{path}:{reader.lineNumber()}: {reader.errorString()}")
    return found


class TsTranslator(QTranslator):
    """Answers Qt's questions from a dictionary."""

    def __init__(self, messages: Messages, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._messages = messages

    def translate(
        self,
        context: str,
        source_text: str,
        disambiguation: str | None = None,  # noqa: ARG002  # Qt passes it
        n: int = -1,  # noqa: ARG002  # plural forms are written out as strings of their own
    ) -> str | None:
        """The translation of a text, None for Qt to ask the next translator."""
        return self._messages.get((context, source_text))

    def isEmpty(self) -> bool:  # noqa: N802  # Qt's name
        """Qt leaves out a translator that is empty."""
        return not self._messages


class Languages(QObject):
    """Installs a language on the application; Qt tells every widget by a LanguageChange event."""

    def __init__(
        self, application: QCoreApplication, folder: Path, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._application = application
        self._folder = folder
        self._installed: list[QTranslator] = []
        self._current = SOURCE_LANGUAGE
        self._setting = SOURCE_LANGUAGE

    @property
    def setting(self) -> str:
        """What was asked for; `current` is what that came to."""
        return self._setting

    @property
    def current(self) -> str:
        """The code of the language in use, "es" or "en"."""
        return self._current

    def use(self, setting: str) -> None:
        """Change the language: "es", "en", or "" for the system's.

        Spanish where the system speaks neither.
        """
        self._setting = setting
        language = setting or _system_language()
        QLocale.setDefault(_locale(language))
        for translator in self._installed:
            self._application.removeTranslator(translator)
        self._installed = []
        self._current = language
        if language == SOURCE_LANGUAGE:
            return
        self._install_qt(language)
        try:
            messages = read_ts(self._folder / f"aurity_{language}.ts")
        except MalformedTranslations as error:
            _log.warning("the window stays in English: %s", error)
            return
        self._install(TsTranslator(messages, self))

    def _install_qt(self, language: str) -> None:
        """Qt's own words, such as those of the menu of a text field."""
        translator = QTranslator(self)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if translator.load(f"qtbase_{language}", folder):
            self._install(translator)

    def _install(self, translator: QTranslator) -> None:
        self._application.installTranslator(translator)
        self._installed.append(translator)


def _system_language() -> str:
    for name in QLocale.system().uiLanguages():
        language = name.split("-", maxsplit=1)[0]
        if language in LANGUAGES:
            return language
    return LANGUAGES[0]


def _locale(language: str) -> QLocale:
    system = QLocale.system()
    if system.name().startswith(language):
        return system
    return QLocale("es_MX" if language == "es" else "en_US")


class TranslatedWidget(QWidget):
    """A widget whose words follow the language.

    `retranslate` sets every text and is called once by the subclass's constructor.
    """

    def retranslate(self) -> None:
        """Set every text of the widget in the window's language."""
        raise NotImplementedError

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802  # Qt's name
        """A change of language sets every text again."""
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
