"""What the formats of an export are called."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

translate = QCoreApplication.translate


def format_text(form: str) -> str:
    """With what it is for; a format that has no words yet is called by its ending."""
    words = {
        "h5": translate("ExportFormats", "Session file, with sound"),
        "docx": translate("ExportFormats", "Word document"),
        "pdf": translate("ExportFormats", "PDF document"),
        "html": translate("ExportFormats", "Web page"),
        "txt": translate("ExportFormats", "Plain text"),
        "md": translate("ExportFormats", "Markdown"),
        "srt": translate("ExportFormats", "Subtitles, SubRip"),
        "vtt": translate("ExportFormats", "Subtitles, WebVTT"),
        "csv": translate("ExportFormats", "Spreadsheet, CSV"),
        "json": translate("ExportFormats", "JSON, for other programs"),
        "rttm": translate("ExportFormats", "Speakers, RTTM"),
    }
    return words.get(form, form.upper())
