"""Who spoke, told by the channel on which it is loudest: two people with a microphone each.

The rules are those of a mixer's gate. A channel speaks where it is loudest; it speaks *as well*
where it is louder than what the others bleed into it. Channels that are alike are one, dead ones
and copies none, and where nobody has a channel to themselves, as with a stereo microphone in the
middle of the table, channels say nothing about who speaks.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from aurity_desktop.audio.capture.channel_levels import FLOOR_DB, WINDOW, Place
from aurity_desktop.domain.channel_speakers import CHANNELS_MODEL, ChannelSpeakers
from aurity_desktop.domain.speakers import Diarization, Turn

_SILENCE_DB: Final = -55.0
#: Louder than the noise of its channel by this, and it is a voice; noise is what is there for a
#: tenth of the time, but no louder than a voice that never stops.
_ABOVE_NOISE_DB, _MOST_NOISE_DB = 9.0, -40.0
#: A channel on which the loud is not this much louder than the quiet hums or hisses.
_MOVES_DB: Final = 10.0
#: Channels that hear the same differ by the same all the time, but for this.
_ALIKE_DB: Final = 4.0
#: Louder than any other by this, and it is that channel's own voice.
_OWN_DB: Final = 6.0
#: Louder than what the loudest bleeds into it by this, and two speak at once. Bleed is measured
#: where only one is heard, of which the quieter fifth is free of the other's voice.
_ABOVE_BLEED_DB: Final = 8.0
_BLEED_PERCENT: Final = 20
#: Least seconds of its own, and least share of all speech: of a short recording, and of any.
_OWN: Final = ((0.5, 0.1), (1.0, 0.02))
#: Least seconds of a voice, and the correlation of levels below which it is another one's.
_INDEPENDENT_SECONDS, _INDEPENDENT_BELOW = 1.0, 0.6
#: A pause within a turn, and the shortest turn, in windows.
_PAUSE, _SHORTEST = 5, 2


def channel_voices(levels: dict[Place, bytes]) -> ChannelSpeakers | None:
    """None where the channels do not tell people apart."""
    places = sorted(levels)
    length = max((len(levels[each]) for each in places), default=0)
    if len(places) < 2 or not length:
        return None
    decibels = np.full((len(places), length), float(FLOOR_DB), np.float32)
    for row, place in enumerate(places):
        heard = np.frombuffer(levels[place], np.uint8)
        decibels[row, : len(heard)] = heard.astype(np.float32) + FLOOR_DB
    moving = np.flatnonzero(np.isfinite(_thresholds(decibels)))  # what only hums drowns nobody
    places, decibels = [places[row] for row in moving], decibels[moving]
    groups = _groups(decibels)
    if len(groups) < 2:
        return None
    loudness = np.stack([decibels[group].max(axis=0) for group in groups])
    own = _with_a_voice(loudness)
    if len(own) < 2:
        return None
    found = [[places[row] for row in groups[each]] for each in own]
    return _speakers(_turns(_speaking(loudness[own])), found)


def _thresholds(decibels: NDArray[np.float32]) -> NDArray[np.float32]:
    """From which level on each row is a voice; infinite where it only hums."""
    quiet, loud = np.percentile(decibels, (10, 95), axis=1)
    noise = np.minimum(quiet, _MOST_NOISE_DB)
    thresholds = np.maximum(noise + _ABOVE_NOISE_DB, _SILENCE_DB)
    return np.asarray(np.where(loud - quiet < _MOVES_DB, np.inf, thresholds), np.float32)


def _groups(decibels: NDArray[np.float32]) -> list[list[int]]:
    """Rows that hear the same are together."""
    groups: list[list[int]] = []
    if not len(decibels):
        return groups
    loudest = decibels.argmax(axis=0)
    loud = decibels.max(axis=0) > _SILENCE_DB
    for row in range(len(decibels)):
        for group in groups:
            first = group[0]
            either = loud & ((loudest == row) | np.isin(loudest, group))
            apart = decibels[row, either] - decibels[first, either]
            if len(apart) and float(np.ptp(np.percentile(apart, (10, 90)))) < _ALIKE_DB:
                group.append(row)
                break
        else:
            groups.append([row])
    return groups


def _with_a_voice(loudness: NDArray[np.float32]) -> list[int]:
    """Rows that are, for long enough, louder than any other."""
    active = loudness > _thresholds(loudness)[:, None]
    heard = np.where(active, loudness, float(FLOOR_DB))
    total = int(active.any(axis=0).sum())
    own = []
    for row in range(len(heard)):
        others = np.delete(loudness, row, axis=0).max(axis=0)
        alone = int((active[row] & (heard[row] > others + _OWN_DB)).sum())
        often = any(alone * WINDOW >= least and alone >= share * total for least, share in _OWN)
        if often or _is_independent(loudness, active, row):
            own.append(row)
    return own


def _is_independent(loudness: NDArray[np.float32], active: NDArray[np.bool_], row: int) -> bool:
    """Whether what is on this row rises and falls without regard to any other.

    So two who speak at once all the time are two, though neither is often the louder one.
    """
    if active[row].sum() * WINDOW < _INDEPENDENT_SECONDS:
        return False
    heard = np.maximum(loudness, _SILENCE_DB)
    for other in range(len(loudness)):
        either = active[row] | active[other]
        if other != row and float(np.corrcoef(heard[row, either], heard[other, either])[0, 1]) > (
            _INDEPENDENT_BELOW
        ):
            return False
    return True


def _speaking(loudness: NDArray[np.float32]) -> NDArray[np.bool_]:
    """Who speaks when, shape (voices, windows)."""
    active = loudness > _thresholds(loudness)[:, None]
    spoken = active.any(axis=0)
    loudest = np.where(active, loudness, float(FLOOR_DB)).argmax(axis=0)
    speaking = np.zeros_like(active)
    speaking[loudest[spoken], np.flatnonzero(spoken)] = True
    for row, level in enumerate(loudness):
        mine = spoken & (loudest == row)
        own = mine & (level > np.delete(loudness, row, axis=0).max(axis=0) + _OWN_DB)
        for other, its_level in enumerate(loudness):
            if other != row and own.any():
                bleed = float(np.percentile(its_level[own] - level[own], _BLEED_PERCENT))
                both = mine & active[other] & (its_level > level + bleed + _ABOVE_BLEED_DB)
                speaking[other] |= both
    return speaking


def _turns(speaking: NDArray[np.bool_]) -> list[tuple[float, float, int]]:
    """Start and end in seconds, and whose, in order; short pauses are bridged."""
    turns = []
    for row, heard in enumerate(speaking):
        edges = np.flatnonzero(np.diff(np.pad(heard.astype(np.int8), 1)))
        spans: list[list[int]] = []
        for start, end in edges.reshape(-1, 2):
            if spans and start - spans[-1][1] <= _PAUSE:
                spans[-1][1] = int(end)
            else:
                spans.append([int(start), int(end)])
        turns += [
            (start * WINDOW, end * WINDOW, row) for start, end in spans if end - start >= _SHORTEST
        ]
    return sorted(turns)


def _speakers(
    turns: Sequence[tuple[float, float, int]],
    places: Sequence[Sequence[Place]],
) -> ChannelSpeakers | None:
    """Labelled in order of first appearance."""
    order = list(dict.fromkeys(row for _, _, row in turns))
    if len(order) < 2:
        return None
    labels = {row: f"SPEAKER_{number:02d}" for number, row in enumerate(order)}
    return ChannelSpeakers(
        Diarization(
            tuple(Turn(round(start, 1), round(end, 1), labels[row]) for start, end, row in turns),
            tuple(labels.values()),
            CHANNELS_MODEL,
        ),
        tuple(tuple((track + 1, channel + 1) for track, channel in places[row]) for row in order),
        _together(turns),
    )


def _together(turns: Sequence[tuple[float, float, int]]) -> float:
    """Seconds in which more than one speaks."""
    edges = sorted([(start, 1) for start, _, _ in turns] + [(end, -1) for _, end, _ in turns])
    seconds, speaking, since = 0.0, 0, 0.0
    for at, change in edges:
        seconds += at - since if speaking > 1 else 0.0
        speaking, since = speaking + change, at
    return round(seconds, 1)
