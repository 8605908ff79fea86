"""Exports under a passphrase."""

import os
import stat

import pytest

from aurity_desktop.audio.slices.recovery import recover_orphan
from aurity_desktop.corpus.service import CorpusService
from aurity_desktop.corpus.transfer import age
from aurity_desktop.corpus.transfer.age import Cost, decrypt_file, encrypt_file, is_encrypted
from aurity_desktop.domain.errors import NotOurFile, PassphraseNeeded, WrongPassphrase
from aurity_desktop.domain.integrity import Redaction
from aurity_desktop.runtime.paths import Paths
from tests.corpus.examples import SESSION

CHEAP = Cost(memory_kib=64, passes=1, lanes=1)
WORDS = "caballo batería grapa correcta"


@pytest.fixture
def sealed(tmp_path):
    """Two and a half frames of plaintext, and what became of them."""
    plain, encrypted = tmp_path / "plain", tmp_path / "encrypted"
    plain.write_bytes(os.urandom(age._FRAME * 2 + 12_345))
    encrypt_file(plain, encrypted, WORDS, CHEAP)
    return plain, encrypted


@pytest.mark.parametrize("size", [0, 1, 1 << 20, (1 << 20) + 1])
def test_what_goes_in_comes_out(tmp_path, size):
    content = os.urandom(size)
    (tmp_path / "a").write_bytes(content)
    encrypt_file(tmp_path / "a", tmp_path / "b", WORDS, CHEAP)
    assert is_encrypted(tmp_path / "b")
    decrypt_file(tmp_path / "b", tmp_path / "c", WORDS)
    assert (tmp_path / "c").read_bytes() == content


def test_nothing_of_the_content_shows(tmp_path):
    (tmp_path / "a").write_bytes(b"fiebre desde el martes " * 1000)
    encrypt_file(tmp_path / "a", tmp_path / "b", WORDS, CHEAP)
    assert b"fiebre" not in (tmp_path / "b").read_bytes()


def test_the_same_file_twice_is_two_ciphertexts(sealed, tmp_path):
    plain, encrypted = sealed
    encrypt_file(plain, tmp_path / "again", WORDS, CHEAP)
    assert (tmp_path / "again").read_bytes()[200:300] != encrypted.read_bytes()[200:300]


def test_another_passphrase_does_not_open_it(sealed, tmp_path):
    with pytest.raises(WrongPassphrase):
        decrypt_file(sealed[1], tmp_path / "out", WORDS + "s")
    assert not (tmp_path / "out").exists()


def test_the_same_words_in_other_code_points_open_it(sealed, tmp_path):
    import unicodedata

    decrypt_file(sealed[1], tmp_path / "out", unicodedata.normalize("NFD", WORDS))
    assert (tmp_path / "out").read_bytes() == sealed[0].read_bytes()


def test_an_empty_passphrase_is_refused(sealed, tmp_path):
    with pytest.raises(ValueError, match="empty"):
        encrypt_file(sealed[0], tmp_path / "out", "")


def frames(content):
    size, start = age._FRAME + 16, age._HEADER_BYTES
    return content[:start], [content[at : at + size] for at in range(start, len(content), size)]


@pytest.mark.parametrize(
    "harm",
    [
        lambda head, parts: head + parts[0] + parts[1] + parts[2][:-1],
        lambda head, parts: head + parts[0] + parts[1],
        lambda head, parts: head + parts[0] + parts[2],
        lambda head, parts: head + parts[1] + parts[0] + parts[2],
        lambda head, parts: head + parts[0] + parts[1] + parts[2] + parts[2],
        lambda head, parts: head + parts[0][:-1] + b"!" + parts[1] + parts[2],
        lambda head, parts: head[:-1] + b"!" + b"".join(parts),
        lambda head, parts: head[:20] + b"!" + head[21:] + b"".join(parts),
    ],
    ids=["cut byte", "cut frame", "left out", "swapped", "doubled", "flipped", "nonce", "salt"],
)
def test_any_change_is_found_and_leaves_nothing_behind(sealed, tmp_path, harm):
    sealed[1].write_bytes(harm(*frames(sealed[1].read_bytes())))
    with pytest.raises((NotOurFile, WrongPassphrase)):
        decrypt_file(sealed[1], tmp_path / "out", WORDS)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["encrypted", "plain"]


@pytest.mark.parametrize("cost", [Cost(1 << 21, 1, 1), Cost(64, 99, 1), Cost(64, 1, 99)])
def test_a_file_that_asks_for_too_much_work_is_refused(sealed, tmp_path, cost):
    content = bytearray(sealed[1].read_bytes())
    numbers = age._NUMBERS.pack(cost.memory_kib, cost.passes, cost.lanes)
    at = len(age._MAGIC) + 16
    content[at : at + len(numbers)] = numbers
    sealed[1].write_bytes(content)
    with pytest.raises(NotOurFile, match="unreasonable"):
        decrypt_file(sealed[1], tmp_path / "out", WORDS)


def test_what_is_no_encrypted_file_is_refused(tmp_path):
    (tmp_path / "x").write_bytes(b"AURITY-ENCRYPTED-1\nbut no more")
    with pytest.raises(NotOurFile):
        decrypt_file(tmp_path / "x", tmp_path / "out", WORDS)


def test_a_session_travels_under_a_passphrase(recorded, ledger, paths, tmp_path):
    door = CorpusService(paths, "ana", lambda _session_id: False, recover_orphan)
    manifest = door.export(SESSION, tmp_path, purpose="", redaction=Redaction(), passphrase=WORDS)
    path = tmp_path / f"{SESSION}.h5.encrypted"
    assert list(manifest.files) == [path.name]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert b"\x89HDF\r\n\x1a\n" not in path.read_bytes()
    assert '"encrypted":true' in ledger.audit.rows(SESSION)[-1].metadata

    other = Paths(tmp_path / "elsewhere", tmp_path / "models")
    other.prepare()
    elsewhere = CorpusService(other, "luis", lambda _session_id: False, recover_orphan)
    with pytest.raises(PassphraseNeeded):
        elsewhere.load(path)
    with pytest.raises(WrongPassphrase):
        elsewhere.load(path, "otra")
    assert elsewhere.verify_file(path, WORDS).ok
    assert elsewhere.load(path, WORDS) == SESSION
    assert elsewhere.verify_session(SESSION).ok
    hidden = [found for root in (paths, other) for found in root.data.rglob(".*")]
    assert hidden == []
