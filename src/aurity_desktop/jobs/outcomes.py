"""How jobs ended, kept in memory until it is on record.

The disk may be full, or the records busy, at the moment at which a job ends. The work is done
then; what is missing is a row, and it is written as soon as it can be.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass

from aurity_desktop.domain.errors import AurityError
from aurity_desktop.jobs.claims import Claim, ClaimLost

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Unrecorded:
    claim: Claim
    record: Callable[[], None]


class Outcomes:
    """Records how claimed jobs ended, now or later. Any thread; no method raises."""

    def __init__(self) -> None:
        self._mutex = threading.Lock()
        self._unrecorded: list[_Unrecorded] = []

    @property
    def claims(self) -> tuple[Claim, ...]:
        """The claims whose outcome is not on record yet."""
        with self._mutex:
            return tuple(each.claim for each in self._unrecorded)

    def record(self, claim: Claim, record: Callable[[], None]) -> None:
        """Record the outcome by calling `record`, and again at each `settle` while that fails.

        A job that is no longer this worker's is left to its new owner, and one whose outcome cannot
        be recorded by a fault of the program is given up here.
        """
        outcome = _Unrecorded(claim, record)
        with self._mutex:
            if not self._is_over(outcome, again=False):
                self._unrecorded.append(outcome)

    def settle(self) -> None:
        """Record what could not be recorded before."""
        with self._mutex:
            self._unrecorded = [
                each for each in self._unrecorded if not self._is_over(each, again=True)
            ]

    @staticmethod
    def _is_over(outcome: _Unrecorded, *, again: bool) -> bool:
        facts = {"job": outcome.claim.job.job_id}
        try:
            outcome.record()
        except ClaimLost:
            _log.warning("job taken away", extra={"facts": facts})
        except AurityError as error:
            level = logging.DEBUG if again else logging.WARNING
            _log.log(level, "how a job ended is recorded later: %s", error, extra={"facts": facts})
            return False
        except Exception:  # noqa: BLE001 - a fault here must not keep other jobs from ending
            _log.exception("how a job ended cannot be recorded", extra={"facts": facts})
        return True
