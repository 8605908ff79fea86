"""Exports under a passphrase from before the age format still open."""

import os
import unicodedata

import pytest

from aurity_desktop.corpus.transfer import envelope
from aurity_desktop.corpus.transfer.envelope import FRAME, HEADER_BYTES, TAG
from aurity_desktop.corpus.transfer.passphrase_file import decrypted_stream, is_encrypted
from aurity_desktop.domain.errors import NotOurFile, WrongPassphrase
from tests.corpus.transfer.envelope_writer import Cost, numbers, write_envelope

WORDS = "caballo batería grapa correcta"


def opened(path, words=WORDS):
    return b"".join(decrypted_stream(path, words))


@pytest.fixture
def sealed(tmp_path):
    """Two and a half frames of plaintext, and the file that they became."""
    content = os.urandom(FRAME * 2 + 12_345)
    write_envelope(tmp_path / "encrypted", content, WORDS)
    return content, tmp_path / "encrypted"


@pytest.mark.parametrize("size", [0, 1, FRAME, FRAME + 1])
def test_what_went_in_comes_out(tmp_path, size):
    content = os.urandom(size)
    write_envelope(tmp_path / "a", content, WORDS)
    assert is_encrypted(tmp_path / "a")
    assert opened(tmp_path / "a") == content


def test_another_passphrase_does_not_open_it(sealed):
    with pytest.raises(WrongPassphrase):
        opened(sealed[1], WORDS + "s")


def test_the_same_words_in_other_code_points_open_it(sealed):
    assert opened(sealed[1], unicodedata.normalize("NFD", WORDS)) == sealed[0]


def parts(content):
    size = FRAME + TAG
    frames = [content[at : at + size] for at in range(HEADER_BYTES, len(content), size)]
    return content[:HEADER_BYTES], frames


@pytest.mark.parametrize(
    "harm",
    [
        lambda head, frames: head + frames[0] + frames[1] + frames[2][:-1],
        lambda head, frames: head + frames[0] + frames[1],
        lambda head, frames: head + frames[0] + frames[2],
        lambda head, frames: head + frames[1] + frames[0] + frames[2],
        lambda head, frames: head + frames[0] + frames[1] + frames[2] + frames[2],
        lambda head, frames: head + frames[0][:-1] + b"!" + frames[1] + frames[2],
        lambda head, frames: head[:-1] + b"!" + b"".join(frames),
        lambda head, frames: head[:20] + b"!" + head[21:] + b"".join(frames),
    ],
    ids=["cut byte", "cut frame", "left out", "swapped", "doubled", "flipped", "nonce", "salt"],
)
def test_any_change_is_found(sealed, harm):
    sealed[1].write_bytes(harm(*parts(sealed[1].read_bytes())))
    with pytest.raises((NotOurFile, WrongPassphrase)):
        opened(sealed[1])


@pytest.mark.parametrize("cost", [Cost(1 << 21, 1, 1), Cost(64, 99, 1), Cost(64, 1, 99)])
def test_a_file_that_asks_for_too_much_work_is_refused(sealed, cost):
    content = bytearray(sealed[1].read_bytes())
    at = len(envelope.MAGIC) + 16
    content[at : at + 12] = numbers(cost)
    sealed[1].write_bytes(content)
    with pytest.raises(NotOurFile, match="unreasonable"):
        opened(sealed[1])


def test_a_file_of_a_magic_and_little_more_is_refused(tmp_path):
    (tmp_path / "x").write_bytes(envelope.MAGIC + b"but no more")
    with pytest.raises(NotOurFile):
        opened(tmp_path / "x")
