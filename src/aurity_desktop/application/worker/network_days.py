"""What was seen of the network each day, from its record into the audit chain."""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import closing
from datetime import datetime

from aurity_desktop.domain.errors import AurityError
from aurity_desktop.domain.ledger_ports import AuditLedger
from aurity_desktop.runtime.network_record import NetworkRecord
from aurity_desktop.storage.file_lock import LockHeld

_log = logging.getLogger(__name__)


def note_network_days(
    ledger: Callable[[], AuditLedger], record: NetworkRecord, now: datetime
) -> None:
    """Put each day that is over into the corpus's chain, once. Opens no ledger where there is none.

    A crash between the two leaves a day that is noted and not marked: the chain keeps one row of
    it. Raises CorpusError where the ledger does; what is wrong with the record's file waits.
    """
    days = record.days_over(f"{now.astimezone():%Y-%m-%d}")
    if not days:
        return
    with closing(ledger()) as opened:
        for day in days:
            opened.audit.note_network_day(day)
    try:
        record.mark_noted(day.day for day in days)
    except (AurityError, LockHeld) as error:
        _log.info("the days in the chain are not marked yet (%s)", error)
