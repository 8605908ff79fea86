"""How the sound was read, in a few words beside the session's other facts."""

from __future__ import annotations

from aurity_desktop.domain.capture import InputNote
from aurity_desktop.domain.input_read import Facts, InputRead, Part
from aurity_desktop.ui.language.messages import translate

#: So much speech of several at once deserves to be told, in seconds.
_TOGETHER_SECONDS = 1.0


def input_texts(read: InputRead) -> list[str]:
    """What a reader of the transcript should know; nothing for plain sound of one channel."""
    texts = [text for note, facts in read.notes for text in _texts(note, facts, read.by_channel)]
    return texts if read.part is None else [part_text(read.part), *texts]


def part_text(part: Part) -> str:
    """How much of a file there is, where it was not read to its end."""
    read = round(part.seconds)
    if not part.of_seconds:
        return translate("Messages", "only a part of the file: {seconds} s").format(seconds=read)
    words = translate("Messages", "only a part of the file: {seconds} of {whole} s")
    return words.format(seconds=read, whole=round(part.of_seconds))


def _texts(note: InputNote, facts: Facts, by_channel: bool) -> list[str]:
    match note:
        case InputNote.TRACKS_MIXED:
            return [_of_tracks(facts)]
        case InputNote.TRACKS_LEFT_OUT:
            words = translate("Messages", "tracks that cannot be read: {count}")
            return [words.format(count=round(facts.get("tracks", 0)))]
        case InputNote.CHANNELS_MIXED if facts.get("channels", 0) > 2 or facts.get("turned_round"):
            words = translate("Messages", "{heard} of {count} channels with sound")
            heard, count = facts.get("with_sound", 0), facts.get("channels", 0)
            return [words.format(heard=round(heard), count=round(count))]
        case InputNote.LONGER_THAN_STATED | InputNote.END_NOT_READ | InputNote.BROKEN_OFF:
            return [_of_the_end(note)]
        case InputNote.SPEAKERS_BY_CHANNEL if by_channel:
            return _of_channels(facts)
    return []


def _of_the_end(note: InputNote) -> str:
    if note is InputNote.BROKEN_OFF:
        return translate("Messages", "the file breaks off: its end is missing")
    if note is InputNote.END_NOT_READ:
        return translate("Messages", "the end of the file is no sound")
    return translate("Messages", "longer than the file says")


def _of_tracks(facts: Facts) -> str:
    if facts.get("with_sound", 0) < 2:
        return translate("Messages", "silent tracks left out")
    words = translate("Messages", "{count} tracks mixed (the file marks {default})")
    return words.format(count=round(facts["with_sound"]), default=round(facts.get("default", 1)))


def _of_channels(facts: Facts) -> list[str]:
    texts = [translate("Messages", "speakers by channel")]
    together = facts.get("together_seconds", 0)
    if together >= _TOGETHER_SECONDS:
        texts.append(
            translate(
                "Messages", "{seconds} s of several at once, where words may be missing"
            ).format(seconds=round(together))
        )
    return texts
