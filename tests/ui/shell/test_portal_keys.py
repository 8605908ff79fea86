"""Keys by the portal of a Wayland desktop, on a bus of the test's own."""

import threading

import pytest

from aurity_desktop.runtime.message_bus import BusUnavailable
from aurity_desktop.ui.shell.portal_keys import PortalKeys
from aurity_desktop.ui.shell.system_keys import KeyAction, ShortcutState, WantedKey
from tests.fakes.message_bus import PrivateBus, Refuse, Service

NAME, PATH = "org.freedesktop.portal.Desktop", "/org/freedesktop/portal/desktop"
KEYS = "org.freedesktop.portal.GlobalShortcuts"
SESSION = f"{PATH}/session/one"
RECORD = WantedKey(KeyAction.RECORD, "Ctrl+Shift+F9", "Record, and stop")
OFF = WantedKey(KeyAction.OFF_RECORD, "Ctrl+Shift+F8", "Off the record, and back")


@pytest.fixture(scope="module")
def private_bus(tmp_path_factory):
    bus = PrivateBus(tmp_path_factory.mktemp("bus"))
    yield bus
    bus.close()


class Portal(Service):
    """Says yes to all, but for `code`, and gives `triggers`; its user may take their time."""

    def __init__(self, address):
        super().__init__(address, NAME)
        self.code = 0
        self.triggers = {"record": "Meta+F9", "off_record": "Meta+F8"}
        self.decided = threading.Event()
        self.decided.set()
        self.answers = {
            "Register": lambda *_: ("", ()),
            "CreateSession": lambda _: self.later({"session_handle": ("s", SESSION)}),
            "BindShortcuts": lambda *_: self.later({"shortcuts": ("a(sa{sv})", self._given())}),
        }

    def _given(self):
        return [
            (name, {"trigger_description": ("s", words)}) for name, words in self.triggers.items()
        ]

    def later(self, results):
        assert self.decided.wait(30)
        request = f"{PATH}/request/{len(self.calls)}"
        self.emit(
            request, "org.freedesktop.portal.Request", "Response", "ua{sv}", (self.code, results)
        )
        return "o", (request,)

    def press(self, name, session=SESSION):
        self.emit(PATH, KEYS, "Activated", "osta{sv}", (session, name, 1, {}))


@pytest.fixture
def portal(private_bus):
    made = Portal(private_bus.address)
    yield made
    made.decided.set()
    made.close()


@pytest.fixture
def keys(private_bus, portal, monkeypatch, qapp):
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", private_bus.address)
    made = PortalKeys()
    made.answers, made.heard = [], []
    made.answered.connect(made.answers.append)
    made.pressed.connect(made.heard.append)
    yield made
    made.close()


def answered(qtbot, keys, state):
    qtbot.waitUntil(lambda: keys.answers and keys.answers[-1].state is state)
    return keys.answers[-1]


def test_the_desktop_is_asked_by_name_and_gives_the_keys_that_it_will(keys, portal, qtbot):
    keys.hear((RECORD, OFF))
    assert keys.answers[0].state is ShortcutState.ASKED
    assert answered(qtbot, keys, ShortcutState.WORKING).assigned == ("Meta+F9", "Meta+F8")
    assert portal.bodies("Register") == [("aurity-desktop", {})]
    session, shortcuts, window, _ = portal.bodies("BindShortcuts")[0]
    assert (session, window) == (SESSION, "")
    assert shortcuts[0] == (
        "record",
        {
            "description": ("s", "Record, and stop"),
            "preferred_trigger": ("s", "CTRL+SHIFT+F9"),
        },
    )


def test_what_is_pressed_is_told_and_what_is_another_programs_is_not(keys, portal, qtbot):
    keys.hear((RECORD, OFF))
    answered(qtbot, keys, ShortcutState.WORKING)
    portal.press("record", session=f"{PATH}/session/two")
    portal.press("no such thing")
    portal.press("off_record")
    qtbot.waitUntil(lambda: bool(keys.heard))
    assert keys.heard == [KeyAction.OFF_RECORD]


def test_a_key_that_the_user_left_out_is_named(keys, portal, qtbot):
    portal.triggers = {"record": "Meta+F9", "off_record": ""}
    keys.hear((RECORD, OFF))
    answer = answered(qtbot, keys, ShortcutState.TAKEN)
    assert (answer.taken, answer.assigned) == (("Ctrl+Shift+F8",), ("Meta+F9",))


@pytest.mark.parametrize("code", [1, 2])
def test_a_no_of_the_user_or_the_desktop_is_a_no(keys, portal, qtbot, code):
    portal.code = code
    keys.hear((RECORD,))
    answered(qtbot, keys, ShortcutState.REFUSED)


def test_an_older_portal_without_a_registry_gives_them_too(keys, portal, qtbot):
    del portal.answers["Register"]
    keys.hear((RECORD,))
    answered(qtbot, keys, ShortcutState.WORKING)


def test_a_portal_without_keys_has_none(keys, portal, qtbot):
    del portal.answers["CreateSession"]
    keys.hear((RECORD,))
    answered(qtbot, keys, ShortcutState.UNAVAILABLE)


def test_a_portal_that_refuses_to_bind_has_none(keys, portal, qtbot):
    def refuse(*_):
        raise Refuse("org.freedesktop.portal.Error.NotAllowed")

    portal.answers["BindShortcuts"] = refuse
    keys.hear((RECORD,))
    answered(qtbot, keys, ShortcutState.UNAVAILABLE)


@pytest.mark.parametrize(
    "results", [{}, {"session_handle": ("s", "")}, {"session_handle": ("u", 7)}]
)
def test_a_session_without_a_name_is_no_yes(keys, portal, qtbot, results):
    def bind(session, *_):
        raise Refuse(f"no session {session}")

    portal.answers["CreateSession"] = lambda _: portal.later(results)
    portal.answers["BindShortcuts"] = bind
    keys.hear((RECORD,))
    answered(qtbot, keys, ShortcutState.UNAVAILABLE)


def test_nonsense_in_place_of_an_answer_is_no_yes(keys, portal, qtbot):
    portal.answers["CreateSession"] = lambda _: ("", ())
    keys.hear((RECORD, OFF))
    answered(qtbot, keys, ShortcutState.UNAVAILABLE)


def test_a_desktop_that_takes_them_back_is_told(keys, portal, qtbot):
    keys.hear((RECORD,))
    answered(qtbot, keys, ShortcutState.WORKING)
    portal.emit(SESSION, "org.freedesktop.portal.Session", "Closed", "", ())
    answered(qtbot, keys, ShortcutState.REFUSED)


@pytest.mark.parametrize("asked", [False, True])
def test_a_portal_that_dies_has_none_any_more(keys, private_bus, portal, qtbot, asked):
    if asked:  # it dies while its user is asked
        portal.answers["BindShortcuts"] = lambda *_: ("o", ("/request/without/an/answer",))
    keys.hear((RECORD, OFF))
    if asked:
        portal.wait_for("BindShortcuts")
    else:
        answered(qtbot, keys, ShortcutState.WORKING)
    portal.leave()
    answered(qtbot, keys, ShortcutState.UNAVAILABLE)


def test_who_changes_the_keys_while_the_user_is_asked_gets_the_last_ones_alone(keys, portal, qtbot):
    portal.decided.clear()
    keys.hear((RECORD,))
    keys.hear((OFF,))
    keys.hear((RECORD, OFF))
    portal.decided.set()
    answered(qtbot, keys, ShortcutState.WORKING)
    assert [each.state for each in keys.answers].count(ShortcutState.WORKING) == 1


def test_keys_that_are_given_back_end_the_connection_that_had_them(keys, portal, qtbot):
    keys.hear((RECORD,))
    answered(qtbot, keys, ShortcutState.WORKING)
    keys.close()
    portal.press("record")
    assert keys.heard == []


def test_a_session_without_a_bus_has_none(qapp, qtbot):
    def connect():
        raise BusUnavailable("no bus")

    keys = PortalKeys(connect)
    keys.answers = []
    keys.answered.connect(keys.answers.append)
    keys.hear((RECORD,))
    answered(qtbot, keys, ShortcutState.UNAVAILABLE)
    keys.close()
