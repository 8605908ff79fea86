"""The keys of one session, without a vault."""

from aurity_desktop.encrypted.aes import AesCipher


class OneKey:
    """Every session but `session_id` is plain; with "" all are encrypted under the one key."""

    def __init__(self, session_id=""):
        self.own = AesCipher(bytes(range(32)))
        self._session_id = session_id

    def cipher(self, session_id):
        return self.own if self._session_id in {"", session_id} else None

    def is_whole(self, session_id):
        return self.cipher(session_id) is not None
