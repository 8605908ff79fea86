"""A recorder whose reports a test speaks itself."""

from PySide6.QtCore import QObject, Signal


class FakeRecorderProcess(QObject):
    reported = Signal(object)
    ended = Signal(object)

    def __init__(self):
        super().__init__()
        self.started_with = None
        self.first_lines = []
        self.commands = []
        self.closed = self.killed = False
        self.running = True

    def start(self, arguments, lines=(), session_id=""):
        self.started_with, self.first_lines = list(arguments), list(lines)

    def send(self, command):
        self.commands.append(command)

    def kill(self):
        self.killed = True

    def close(self):
        self.closed = True

    def wait(self, _milliseconds):
        return True

    def says(self, *reports):
        for report in reports:
            self.reported.emit(report)

    def ends(self, error=None):
        self.ended.emit(error)
