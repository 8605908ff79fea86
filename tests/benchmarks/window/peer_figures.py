"""What is found of a peer of live text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tests.benchmarks.asr.scoring import WordErrors
from tests.benchmarks.window.word_delays import Changes, WordDelays


@dataclass(frozen=True, slots=True)
class PeerFigures:
    """As of our own live text. `processor`: seconds for each second of sound."""

    name: str
    delays: WordDelays
    changes: Changes
    errors: WordErrors
    processor: float

    @classmethod
    def told(cls, told: Mapping[str, Any]) -> PeerFigures:
        """From the JSON of one."""
        return cls(
            **{
                **told,
                "delays": WordDelays(**told["delays"]),
                "changes": Changes(**told["changes"]),
                "errors": WordErrors(**told["errors"]),
            }
        )
