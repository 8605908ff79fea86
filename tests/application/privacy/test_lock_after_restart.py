"""Closing or killing a locked window does not open it, and saves no wait."""

import pytest

from aurity_desktop.application.privacy.lock_memory import LockMemory, LockState
from aurity_desktop.application.privacy.window_lock import WindowLock
from aurity_desktop.domain.errors import WrongSecret
from aurity_desktop.domain.keys import LockKind, Protection, VaultStatus
from aurity_desktop.vault import window_secret
from tests.fakes.clock import Clock

YEAR_2026 = 1_767_225_600.0


class Vault:
    """Opened by "right" where it has a passphrase."""

    def __init__(self):
        self.locks = (LockKind.KEYRING,)

    def status(self):
        return VaultStatus(Protection.OPEN, self.locks, 1, 0, True, "", "")

    def lock(self):
        """The keys are dropped."""

    def unlock(self, secret):
        if secret != "right":
            raise WrongSecret


@pytest.fixture(autouse=True)
def cheap(monkeypatch):
    monkeypatch.setattr(window_secret, "_MEMORY_KIB", 32)
    monkeypatch.setattr(window_secret, "_PASSES", 1)


@pytest.fixture
def day():
    """The time of day, which goes on while no window is open."""
    return Clock(YEAR_2026)


@pytest.fixture
def memory(tmp_path, day):
    return LockMemory(tmp_path / "window-lock.json", day)


@pytest.fixture
def vault():
    return Vault()


@pytest.fixture
def start(qapp, vault, memory):
    """A window's lock as one process makes it; called again, as the next one does."""
    started = []

    def begin(kept=""):
        lock = WindowLock(vault, clock=Clock(100.0), memory=memory)
        started.append(lock)
        lock.use_secret(kept)
        return lock

    yield begin
    for lock in started:
        lock.close()


def kept(text="2468"):
    return window_secret.lock_secret(text)


def refusal(qtbot, lock, text):
    with qtbot.waitSignal(lock.refused) as refused:
        lock.unlock(text)
    return refused.args[0].wait


def test_a_window_with_a_pin_starts_locked(start, qtbot):
    lock = start(kept())
    assert lock.is_locked
    assert lock.needs_secret
    with qtbot.waitSignal(lock.unlocked):
        lock.unlock("2468")


def test_a_pin_that_is_set_later_does_not_lock_the_window_in_use(start):
    lock = start()
    lock.use_secret(kept())
    assert not lock.is_locked


def test_a_window_without_a_secret_starts_open(start):
    assert not start().is_locked


@pytest.mark.parametrize("secret", ["", "2468"])
def test_a_window_that_was_locked_when_it_ended_starts_locked(start, vault, qtbot, secret):
    """Where the vault's passphrase opens it, the keyring would open the data by itself."""
    vault.locks = (LockKind.KEYRING, LockKind.PASSPHRASE)
    first = start(kept(secret) if secret else "")
    first.look()
    qtbot.waitUntil(lambda: first.needs_secret)
    first.lock()
    again = start(kept(secret) if secret else "")
    assert again.is_locked
    assert again.needs_secret
    again.look()
    with qtbot.waitSignal(again.asks_changed):
        pass
    assert again.is_locked
    assert refusal(qtbot, again, "wrong") == 0
    with qtbot.waitSignal(again.unlocked):
        again.unlock("right")
    assert start().is_locked is False


def test_before_the_vault_was_looked_at_nothing_opens_it_unasked(start, vault, qtbot, memory):
    vault.locks = (LockKind.KEYRING, LockKind.PASSPHRASE)
    memory.write(LockState(locked=True))
    lock = start()
    assert refusal(qtbot, lock, "") == 0
    assert lock.is_locked


def test_a_lock_that_only_hides_keeps_nobody_out_after_a_start(start, qtbot):
    start().lock()
    again = start()
    with qtbot.waitSignal(again.unlocked):
        again.look()


def test_wrong_tries_are_remembered_by_the_next_process(start, qtbot, day):
    secret, waits = kept(), []
    for _ in range(6):
        lock = start(secret)
        waits.append(refusal(qtbot, lock, "0000"))
        day.go_on(waits[-1])
    assert waits == [0, 0, 0, 0, 5, 10]
    assert refusal(qtbot, start(secret), "0000") == 20
    day.go_on(5)
    assert refusal(qtbot, start(secret), "2468") == 15  # too early, and not looked at
    day.go_on(15)
    lock = start(secret)
    with qtbot.waitSignal(lock.unlocked):
        lock.unlock("2468")
    assert refusal(qtbot, start(secret), "0000") == 0  # counted anew


def test_a_clock_that_was_set_back_makes_no_wait_longer_or_shorter(start, qtbot, day, memory):
    memory.write(LockState(locked=True, failed_tries=6, last_try=day()))
    day.go_on(-86_400.0)
    assert refusal(qtbot, start(kept()), "2468") == 10


def test_a_try_counts_before_it_is_looked_at(start, memory, qtbot):
    """Whoever kills the program while the key is derived has had the try."""
    lock = start(kept())
    with qtbot.waitSignal(lock.refused):
        lock.unlock("0000")
        assert memory.read().failed_tries == 1


def test_the_right_one_forgets_the_wrong_ones(start, memory, qtbot):
    lock = start(kept())
    refusal(qtbot, lock, "0000")
    with qtbot.waitSignal(lock.unlocked):
        lock.unlock("2468")
    assert memory.read() == LockState()


@pytest.mark.parametrize(
    "content", [b"", b"{}", b"[1]", b"\xff", b'{"locked": 0, "failed_tries": 1e999, "last_try": 0}']
)
def test_a_damaged_file_counts_as_locked(memory, content):
    memory._path.write_bytes(content)
    assert memory.read().locked


def test_the_file_is_private_and_a_folder_that_refuses_it_stops_nothing(tmp_path, start, qtbot):
    start(kept())
    assert (tmp_path / "window-lock.json").stat().st_mode & 0o777 == 0o600
    LockMemory(tmp_path / "window-lock.json" / "impossible").write(LockState(locked=True))


def test_the_wait_never_grows_beyond_five_minutes(start, memory, qtbot, day):
    memory.write(LockState(locked=True, failed_tries=10_000, last_try=day()))
    assert refusal(qtbot, start(kept()), "2468") == 300


# -- another PIN -----------------------------------------------------------------------------------
@pytest.fixture
def opened(start, qtbot):
    lock = start(kept())
    with qtbot.waitSignal(lock.unlocked):
        lock.unlock("2468")
    return lock


@pytest.mark.parametrize("new", ["1357", ""])
def test_another_pin_or_none_needs_the_present_one(opened, qtbot, new, memory):
    made = []
    opened.secret_made.connect(made.append)
    for wrong in ("", "0000"):
        with qtbot.waitSignal(opened.old_refused):
            opened.make_secret(new, wrong)
    assert made == []
    assert memory.read().failed_tries == 2
    with qtbot.waitSignal(opened.secret_made):
        opened.make_secret(new, "2468")
    assert made[0] == "" if not new else window_secret.opens(made[0], new)
    assert memory.read().failed_tries == 0


def test_guessing_the_present_pin_costs_the_same_wait(opened, qtbot):
    for _ in range(5):
        with qtbot.waitSignal(opened.old_refused) as refused:
            opened.make_secret("1357", "0000")
    assert refused.args[0].wait == 5
    with qtbot.waitSignal(opened.old_refused):
        opened.make_secret("1357", "2468")  # too early
    opened.lock()
    assert refusal(qtbot, opened, "2468") == 5


@pytest.mark.parametrize("cost", ["m=1048577,t=3,p=4", "m=65536,t=17,p=4", "m=65536,t=3,p=17"])
def test_a_planted_line_of_the_settings_costs_no_memory_and_no_hours(cost, monkeypatch):
    from cryptography.hazmat.primitives.kdf import argon2

    monkeypatch.setattr(argon2, "Argon2id", None)  # asked for nothing
    assert not window_secret.opens(f"$argon2id$v=19${cost}$c2FsdHNhbHRzYWx0$" + "A" * 43, "2468")
