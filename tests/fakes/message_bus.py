"""A message bus of a test's own, and a service on it whose answers the test says."""

import select
import shutil
import subprocess
import threading
from collections import defaultdict

import pytest
from jeepney import (
    DBusAddress,
    HeaderFields,
    MessageType,
    new_error,
    new_method_call,
    new_method_return,
    new_signal,
)
from jeepney.fds import FileDescriptor
from jeepney.io.threading import ReceiveStopped, open_dbus_connection

_CONFIGURATION = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:tmpdir={folder}</listen><auth>EXTERNAL</auth>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/>
<allow own="*"/></policy>
</busconfig>"""

#: Nobody here takes longer, so that a test whose bus does not answer fails and does not hang.
_PATIENCE_SECONDS = 30


class PrivateBus:
    """A `dbus-daemon` that nobody else speaks with. Skips the test where there is none."""

    def __init__(self, folder):
        program = shutil.which("dbus-daemon")
        if program is None:
            pytest.skip("no dbus-daemon is installed")
        configuration = folder / "bus.conf"
        configuration.write_text(_CONFIGURATION.format(folder=folder))
        self._daemon = subprocess.Popen(
            (program, f"--config-file={configuration}", "--print-address", "--nofork"),
            stdout=subprocess.PIPE,
            text=True,
        )
        told, _, _ = select.select([self._daemon.stdout], [], [], _PATIENCE_SECONDS)
        if not told:
            self._daemon.kill()
            raise AssertionError("dbus-daemon does not say where it is")
        self.address = self._daemon.stdout.readline().strip()

    def close(self):
        self._daemon.terminate()
        try:
            self._daemon.wait(_PATIENCE_SECONDS)
        finally:
            self._daemon.kill()
            self._daemon.stdout.close()


class Refuse(Exception):
    """Raised by an answer: the service says no."""


class Service:
    """Answers calls by `answers[member]`, a function of the body that returns (signature, body).

    A member without one is unknown. `calls` has what was asked, `wait_for` waits for the next.
    """

    def __init__(self, address, name):
        self._name = name
        self.answers = {}
        self.calls = []
        self._arrived = threading.Condition()
        self._seen = defaultdict(int)
        self._connection = open_dbus_connection(address, enable_fds=True)
        self._ask("RequestName", "su", (name, 4))
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def emit(self, path, interface, member, signature, body):
        """Tell everybody who listens."""
        sender = DBusAddress(path, None, interface)
        self._connection.send(new_signal(sender, member, signature, body))

    def wait_for(self, member, times=1):
        """The body of the call of this member that came as the `times`-th."""
        with self._arrived:
            found = self._arrived.wait_for(
                lambda: len(self.bodies(member)) >= times, _PATIENCE_SECONDS
            )
        assert found, f"{member} was not called: {self.calls}"
        return self.bodies(member)[times - 1]

    def bodies(self, member):
        """Of all calls of this member so far."""
        return [body for name, body in self.calls if name == member]

    def leave(self):
        """It gives up its name, as it does when it dies."""
        self._end_serving()
        self._connection.reset_interrupt()
        self._ask("ReleaseName", "s", (self._name,))

    def close(self):
        """It leaves the bus."""
        self._end_serving()
        self._connection.close()

    def _end_serving(self):
        self._connection.interrupt()
        self._thread.join(_PATIENCE_SECONDS)
        assert not self._thread.is_alive(), f"an answer does not come to its end: {self.calls}"

    def _ask(self, member, signature=None, body=()):
        bus = DBusAddress("/org/freedesktop/DBus", "org.freedesktop.DBus", "org.freedesktop.DBus")
        self._connection.send(new_method_call(bus, member, signature, body))
        answer = None
        while answer not in {MessageType.method_return, MessageType.error}:
            answer = self._connection.receive(timeout=_PATIENCE_SECONDS).header.message_type
        assert answer is MessageType.method_return, f"the bus refuses {member}"

    def _serve(self):
        while True:
            try:
                call = self._connection.receive()
            except (ReceiveStopped, OSError):
                return
            if call.header.message_type is not MessageType.method_call:
                continue
            member = call.header.fields[HeaderFields.member]
            answer = self.answers.get(member, _unknown)
            try:
                reply = new_method_return(call, *answer(*call.body))
            except Refuse as refused:
                reply = new_error(call, str(refused))
            try:
                self._connection.send(reply)
            except OSError:  # the bus was killed meanwhile
                return
            finally:
                for each in reply.body:
                    if isinstance(each, FileDescriptor):
                        each.close()
            with self._arrived:
                self.calls.append((member, call.body))
                self._arrived.notify_all()


def _unknown(*_):
    raise Refuse("org.freedesktop.DBus.Error.UnknownMethod")
