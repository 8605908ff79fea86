"""Times, lengths and dates as people read them, in the language of the window."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import lru_cache

from PySide6.QtCore import QCoreApplication, QDate, QLocale, QTime

translate = QCoreApplication.translate


def local_now() -> datetime:
    """The time of this machine's clock, where it stands."""
    return datetime.now().astimezone()


def clock(seconds: float) -> str:
    """`3:07` or `1:03:07`; whole seconds, rounded down, as a recorder's display counts."""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def length(seconds: float) -> str:
    """`7 s`, `12 min`, `1 h 5 min`."""
    if seconds < 60:
        return translate("Figures", "{seconds} s").format(seconds=max(1, round(seconds)))
    minutes = round(seconds / 60)
    if minutes < 60:
        return translate("Figures", "{minutes} min").format(minutes=minutes)
    hours, minutes = divmod(minutes, 60)
    return translate("Figures", "{hours} h {minutes} min").format(hours=hours, minutes=minutes)


def exact_length(seconds: float) -> str:
    """`14 s`, `2 min 10 s`, `1 h 5 min 3 s`: to the second, for what stands in a record."""
    whole = round(seconds)
    if whole < 1:
        return translate("Figures", "less than 1 s")
    minutes, second = divmod(whole, 60)
    hours, minute = divmod(minutes, 60)
    parts = ((hours, "h"), (minute, "min"), (second, "s"))
    return " ".join(f"{count} {unit}" for count, unit in parts if count)


def remaining(seconds: float) -> str:
    """About how long it takes still, in words."""
    return translate("Figures", "about {length} left").format(length=length(seconds))


def day_text(moment: datetime) -> str:
    """`3 mar 2027`, in the locale."""
    return QLocale().toString(QDate(moment.year, moment.month, moment.day), "d MMM yyyy")


def time_of_day(moment: datetime) -> str:
    """`10:32`, in the locale's short form."""
    return QLocale().toString(QTime(moment.hour, moment.minute), QLocale.FormatType.ShortFormat)


def day_heading(day: date, today: date) -> str:
    """`Today`, `Yesterday`, else the weekday and the date; the year where it is another one."""
    return _day_heading(day, today, QLocale().name())


@lru_cache(maxsize=1 << 14)
def _day_heading(day: date, today: date, _locale: str) -> str:
    """Kept: years of sessions have a thousand days, each of which takes Qt a while."""
    if day == today:
        return translate("Figures", "Today")
    if day == today - timedelta(days=1):
        return translate("Figures", "Yesterday")
    if day.year == today.year:
        pattern = translate("Figures", "dddd, d MMMM")
    else:
        pattern = translate("Figures", "dddd, d MMMM yyyy")
    words = QLocale().toString(QDate(day.year, day.month, day.day), pattern)
    return words[:1].upper() + words[1:]


def when(moment: datetime, now: datetime) -> str:
    """`Today, 10:32`, `Yesterday, 18:05`, else the date and the time in the locale's short form."""
    time = time_of_day(moment)
    if moment.date() == now.date():
        return translate("Figures", "Today, {time}").format(time=time)
    if moment.date() == (now - timedelta(days=1)).date():
        return translate("Figures", "Yesterday, {time}").format(time=time)
    return translate("Figures", "{date}, {time}").format(date=day_text(moment), time=time)
