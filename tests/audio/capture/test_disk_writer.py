"""The disk's thread and the ledger's: neither waits for the other, also with both in trouble."""

import threading

import pytest

from aurity_desktop.audio.capture.disk_writer import DiskWriter
from aurity_desktop.audio.slices.recovery import recover_session
from aurity_desktop.audio.slices.slice_store import SliceStore
from aurity_desktop.audio.slices.slicer import Piece, Slicer
from aurity_desktop.domain.audio import SLICE_SAMPLES, Span, SpanKind
from aurity_desktop.domain.errors import DiskFull, LedgerBusy
from aurity_desktop.domain.events import Event
from tests.audio.conftest import SESSION
from tests.audio.sounds import counted

PATIENCE = 10.0


class WatchedStore(SliceStore):
    """Says when a slice has been sealed."""

    def __init__(self, *arguments, **options):
        super().__init__(*arguments, **options)
        self.sealed = {number: threading.Event() for number in range(10)}

    def seal(self, ended):
        done = super().seal(ended)
        self.sealed[done.number].set()
        return done


class HeldLedger:
    """The ledger of a test while another process has its write lock.

    A call waits until the other one is done, or for as long as SQLite would.
    """

    def __init__(self, ledger, paths):
        self._ledger, self._paths = ledger, paths
        self.sound = self
        self.waits = threading.Event()
        self.free = threading.Event()
        self.timed_out = threading.Event()
        self.calls = 0

    def record_slice(self, audio_slice):
        self._wait()
        self._ledger.sound.record_slice(audio_slice)

    def record_span(self, session_id, span):
        self._wait()
        self._ledger.sound.record_span(session_id, span)

    def close(self):
        pass

    def _wait(self):
        self.calls += 1
        self.waits.set()
        while not self.free.is_set():
            if self.timed_out.is_set():
                raise LedgerBusy(self._paths.ledger)
            self.free.wait(0.01)


@pytest.fixture
def store(slices_folder, reserve):
    return WatchedStore(SESSION, slices_folder, reserve)


@pytest.fixture
def held(ledger, paths):
    return HeldLedger(ledger, paths)


@pytest.fixture
def reports():
    return []


@pytest.fixture
def writer(held, store, reserve, reports):
    made = DiskWriter(lambda: held, store, reserve, reports.append)
    made.start()
    yield made
    if made._thread.is_alive():
        held.timed_out.set()
        made.close()


def ended_slices(store, count):
    pieces = Slicer().cut(counted(count * SLICE_SAMPLES))
    return [store.append(piece) for piece in pieces]


def failures(writer):
    found = []
    while (error := writer.failure()) is not None:
        found.append(error)
    return found


def test_a_busy_ledger_keeps_no_slice_from_being_sealed(writer, store, held, ledger):
    for ended in ended_slices(store, 3):
        writer.seal(ended)
        assert store.sealed[ended.number].wait(PATIENCE)
    assert held.waits.wait(PATIENCE)
    assert ledger.sound.slices(SESSION) == []
    held.free.set()
    writer.close()
    assert [each.number for each in ledger.sound.slices(SESSION)] == [0, 1, 2]


def test_a_busy_ledger_keeps_no_sound_from_being_forced_to_the_disk(
    writer, store, held, slices_folder, disk
):
    (first,) = ended_slices(store, 1)
    writer.seal(first)
    assert held.waits.wait(PATIENCE)
    store.append(Piece(1, counted(4_000), completes=False))
    writer.sync(store.open_slice)
    writer.seal(store.finish())
    assert store.sealed[1].wait(PATIENCE)
    steps = [step for step in disk.steps if step != "write"]
    assert steps.index("fsync", steps.index("fsync folder slices")) < steps.index(
        "rename 000001.part 000001.wav"
    )
    held.free.set()
    writer.close()


def test_a_slice_is_reported_when_it_has_its_row(writer, store, held, ledger, reports):
    """Its text could not be recorded before."""
    (first,) = ended_slices(store, 1)
    writer.seal(first)
    assert held.waits.wait(PATIENCE)
    assert store.sealed[0].wait(PATIENCE)
    assert reports == []
    held.free.set()
    writer.close()
    assert [each.audio_slice.number for each in reports] == [0]


def test_rows_are_written_in_the_order_of_what_happened(writer, store, held, ledger):
    held.free.set()
    span = Span(SpanKind.PAUSE, SLICE_SAMPLES, 1.0)
    first, second = ended_slices(store, 2)
    writer.seal(first)
    writer.record(lambda rows: rows.sound.record_span(SESSION, span))
    writer.seal(second)
    writer.close()
    events = [row.operation for row in ledger.audit.rows(SESSION)][1:]
    assert events == [Event.CHUNK_PERSISTED, Event.RECORDING_RESUMED, Event.CHUNK_PERSISTED]


def test_a_ledger_that_stays_busy_is_given_up_once_and_everything_is_sealed_and_told(
    writer, store, held, ledger, slices_folder, reports
):
    for ended in ended_slices(store, 4):
        writer.seal(ended)
    assert held.waits.wait(PATIENCE)
    closing = threading.Thread(target=writer.close)
    closing.start()
    assert all(store.sealed[number].wait(PATIENCE) for number in range(4))
    writer._thread.join(PATIENCE)
    assert writer._rows._closing.wait(PATIENCE)
    held.timed_out.set()
    closing.join(PATIENCE)
    assert not closing.is_alive()
    assert held.calls == 1
    assert [type(error) for error in failures(writer)] == [LedgerBusy]
    assert [each.audio_slice.number for each in reports] == [0, 1, 2, 3]
    assert recover_session(SESSION, slices_folder, ledger).adopted == (0, 1, 2, 3)
    assert [each.number for each in ledger.sound.slices(SESSION)] == [0, 1, 2, 3]


def test_a_ledger_without_room_gets_the_reserve_and_the_row_is_kept(
    writer, store, held, ledger, reserve, monkeypatch
):
    reserve.claim()
    held.free.set()
    real = ledger.sound.record_slice

    def full_until_the_reserve_is_gone(audio_slice):
        if reserve.releases == 0:
            raise DiskFull(slices_folder_of(store))
        real(audio_slice)

    monkeypatch.setattr(ledger.sound, "record_slice", full_until_the_reserve_is_gone)
    (first,) = ended_slices(store, 1)
    writer.seal(first)
    writer.close()
    assert failures(writer) == []
    assert [each.number for each in ledger.sound.slices(SESSION)] == [0]


def test_a_row_that_found_no_room_is_tried_again_when_the_sound_has_given_the_reserve(
    writer, store, held, ledger, reserve, monkeypatch
):
    """Two threads find the disk full at once; the room that one gives back is for both."""
    reserve.claim()
    held.free.set()
    real, refused = ledger.sound.record_slice, []

    def full_once(audio_slice):
        if not refused:
            refused.append(audio_slice)
            assert reserve.release()  # the other thread was first
            raise DiskFull(slices_folder_of(store))
        real(audio_slice)

    monkeypatch.setattr(ledger.sound, "record_slice", full_once)
    (first,) = ended_slices(store, 1)
    writer.seal(first)
    writer.close()
    assert failures(writer) == []
    assert [each.number for each in ledger.sound.slices(SESSION)] == [0]


def test_a_disk_that_is_full_beside_a_busy_ledger_costs_no_sound(
    writer, store, held, ledger, slices_folder, monkeypatch
):
    """Both at the end: what could not be sealed is salvaged, what has no row is adopted."""
    first, second = ended_slices(store, 2)
    writer.seal(first)
    assert held.waits.wait(PATIENCE)
    assert store.sealed[0].wait(PATIENCE)

    def refuse():
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(second, "seal", refuse)
    writer.seal(second)
    held.timed_out.set()
    writer.close()
    assert {type(error) for error in failures(writer)} == {DiskFull, LedgerBusy}
    found = recover_session(SESSION, slices_folder, ledger)
    assert (found.adopted, found.salvaged) == ((0,), (1,))
    assert found.sample_count == 2 * SLICE_SAMPLES


def slices_folder_of(store):
    return store.folder
