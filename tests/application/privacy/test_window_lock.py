"""What opens a locked window, and how patient it is with what does not."""

import pytest

from aurity_desktop.application.privacy.window_lock import WindowLock
from aurity_desktop.domain.errors import WrongSecret
from aurity_desktop.domain.keys import LockKind, Protection, VaultStatus
from aurity_desktop.vault import window_secret
from tests.fakes.clock import Clock


@pytest.fixture(autouse=True)
def cheap(monkeypatch):
    monkeypatch.setattr(window_secret, "_MEMORY_KIB", 32)
    monkeypatch.setattr(window_secret, "_PASSES", 1)


@pytest.fixture
def clock():
    return Clock(100.0)


class Vault:
    """Opened by "right" where it has a passphrase."""

    def __init__(self):
        self.locks = (LockKind.KEYRING,)
        self.holds_keys = True

    def status(self):
        return VaultStatus(Protection.OPEN, self.locks, 1, 0, True, "", "")

    def lock(self):
        self.holds_keys = False

    def unlock(self, secret):
        if secret != "right":
            raise WrongSecret
        self.holds_keys = True


@pytest.fixture
def vault():
    return Vault()


@pytest.fixture
def lock(qtbot, clock, vault):
    own = WindowLock(vault, clock=clock)
    yield own
    own.close()


def test_what_is_kept_of_a_secret_opens_only_for_it():
    kept = window_secret.lock_secret("2468")
    assert kept.startswith("$argon2id$")
    assert "2468" not in kept
    assert window_secret.opens(kept, "2468")
    assert not window_secret.opens(kept, "2469")
    assert window_secret.lock_secret("2468") != kept


@pytest.mark.parametrize("damaged", ["", "x", "$argon2id$v=19$m=", "$argon2id$" + "9" * 500])
def test_a_damaged_secret_is_opened_by_nothing(damaged):
    assert not window_secret.opens(damaged, "2468")


def test_an_empty_secret_is_none():
    with pytest.raises(ValueError, match="empty"):
        window_secret.lock_secret("")


def test_without_a_secret_the_lock_only_hides(lock, qtbot):
    lock.lock()
    with qtbot.waitSignal(lock.unlocked):
        lock.unlock()
    assert not lock.is_locked


def test_the_right_one_opens(lock, qtbot):
    with qtbot.waitSignal(lock.secret_made) as made:
        lock.make_secret("2468")
    lock.use_secret(made.args[0])
    lock.lock()
    with qtbot.waitSignal(lock.unlocked):
        lock.unlock("2468")


def test_wrong_ones_cost_a_wait_that_grows(lock, qtbot, clock):
    lock.use_secret(window_secret.lock_secret("2468"))
    lock.lock()
    waits = []
    for _ in range(6):
        with qtbot.waitSignal(lock.refused) as refused:
            lock.unlock("0000")
        waits.append(refused.args[0].wait)
        clock.go_on(refused.args[0].wait)
    assert waits == [0, 0, 0, 0, 5, 10]
    with qtbot.waitSignal(lock.refused):
        lock.unlock("0000")
    with qtbot.waitSignal(lock.refused) as too_early:
        lock.unlock("2468")
    assert too_early.args[0].wait == 20
    clock.go_on(20)
    with qtbot.waitSignal(lock.unlocked):
        lock.unlock("2468")


@pytest.fixture
def guarded(lock, vault, qtbot):
    """A vault that a passphrase opens, and that was looked at."""
    vault.locks = (LockKind.PASSPHRASE, LockKind.RECOVERY)
    lock.look()
    qtbot.waitUntil(lambda: lock.needs_secret)
    return vault


def test_a_locked_window_holds_no_key_and_the_passphrase_brings_them_back(lock, guarded, qtbot):
    lock.lock()
    assert not guarded.holds_keys
    with qtbot.waitSignal(lock.refused):
        lock.unlock("wrong")
    assert lock.is_locked
    with qtbot.waitSignal(lock.unlocked):
        lock.unlock("right")
    assert guarded.holds_keys


def test_what_is_recorded_keeps_its_keys_until_it_has_ended(lock, guarded):
    lock.set_recording(True)
    lock.lock()
    assert guarded.holds_keys
    lock.set_recording(False)
    assert not guarded.holds_keys


def test_an_open_window_keeps_its_keys(lock, guarded):
    lock.set_recording(True)
    lock.set_recording(False)
    assert guarded.holds_keys


def test_a_vault_that_the_keyring_opens_is_left_open(lock, vault, qtbot):
    lock.look()
    lock.lock()
    with qtbot.waitSignal(lock.unlocked):
        lock.unlock()
    assert vault.holds_keys
