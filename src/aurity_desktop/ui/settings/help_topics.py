"""The pages of the manual."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import QLocale

from aurity_desktop.runtime.resources import resources_folder
from aurity_desktop.ui.language.translation import LANGUAGES, SOURCE_LANGUAGE


class HelpTopic(StrEnum):
    """In their order; the value is the name of a page's file, without its suffix."""

    START = "start"
    RECORD = "record"
    REVIEW = "review"
    LIBRARY = "library"
    NOTE = "clinical_note"
    EXPORT = "export"
    PRIVACY = "privacy"
    MODELS = "models"
    IMPORT = "import"
    PROBLEMS = "problems"
    ANALYSIS = "analysis"


def manual_folder() -> Path:
    """Where the pictures lie, which both languages share."""
    return resources_folder() / "manual"


def page_of(topic: HelpTopic) -> str:
    """The page as Markdown, in the window's language. Raises OSError."""
    language = QLocale().name()[:2]
    folder = language if language in LANGUAGES else SOURCE_LANGUAGE
    return (manual_folder() / folder / f"{topic}.md").read_text(encoding="utf-8")


def title_of(page: str) -> str:
    """Its first line, without the mark of a heading."""
    return page.partition("\n")[0].removeprefix("#").strip()
