"""Exports under a passphrase, in the age format."""

import hashlib
import io
import os
import shutil
import stat
import tracemalloc
import unicodedata
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from aurity_desktop.audio.slices.recovery import recover_orphan
from aurity_desktop.corpus.service import CorpusService
from aurity_desktop.corpus.transfer import age
from aurity_desktop.corpus.transfer.age import encrypt_stream, encrypted
from aurity_desktop.corpus.transfer.passphrase_file import decrypted_stream, is_encrypted
from aurity_desktop.domain.errors import NotOurFile, PassphraseNeeded, WrongPassphrase
from aurity_desktop.domain.integrity import Redaction
from aurity_desktop.runtime.paths import Paths
from tests.corpus.examples import SESSION

CHEAP = 4
CHUNK = 64 * 1024
WORDS = "caballo batería grapa correcta"
GOLDEN = Path(__file__).parents[2] / "golden"
BY_AGE = b"Written by age 1.1.1 (Go) under a passphrase.\n"


def write(path, content, words=WORDS):
    encrypt_stream(io.BytesIO(content), path, words, CHEAP)


def opened(path, words=WORDS):
    return b"".join(decrypted_stream(path, words))


@pytest.fixture
def sealed(tmp_path):
    """Two and a half chunks of plaintext, and the file that they became."""
    content = os.urandom(CHUNK * 2 + 12_345)
    write(tmp_path / "encrypted", content)
    return content, tmp_path / "encrypted"


def test_a_file_of_the_age_tool_opens_and_is_written_again_byte_by_byte():
    path = GOLDEN / "age_1.1.1.age"
    with path.open("rb") as file:
        file_key = age._opened_header(file, WORDS, path)
        nonce = file.read(16)
        key = age._derived(file_key, nonce, b"payload")
        assert b"".join(age._decrypted(file, key, path)) == BY_AGE

    salt = age._from_text(path.read_bytes().split(b" ")[2])
    chosen = iter([file_key, salt, nonce])
    ours = encrypted(io.BytesIO(BY_AGE), WORDS, 18, lambda size: next(chosen))
    assert b"".join(ours) == path.read_bytes()


@pytest.mark.parametrize("size", [0, 1, CHUNK, CHUNK + 1])
def test_what_goes_in_comes_out(tmp_path, size):
    content = os.urandom(size)
    write(tmp_path / "a", content)
    assert is_encrypted(tmp_path / "a")
    assert opened(tmp_path / "a") == content


def test_a_guess_of_the_passphrase_costs_256_mib_and_a_second_unless_asked_otherwise(tmp_path):
    encrypt_stream(io.BytesIO(b""), tmp_path / "a", WORDS)
    assert (tmp_path / "a").read_bytes().splitlines()[1].split(b" ")[3] == b"18"


def test_64_kib_and_a_tag_of_16_bytes_make_a_chunk(sealed):
    content, path = sealed
    head, chunks = parts(path.read_bytes())
    assert [len(chunk) - 16 for chunk in chunks] == [CHUNK, CHUNK, 12_345]
    assert path.stat().st_size == len(head) + len(content) + 3 * 16


def test_nothing_of_the_content_shows(tmp_path):
    write(tmp_path / "a", b"fiebre desde el martes " * 1000)
    assert b"fiebre" not in (tmp_path / "a").read_bytes()


def test_the_same_file_twice_is_two_ciphertexts(sealed, tmp_path):
    write(tmp_path / "again", sealed[0])
    assert (tmp_path / "again").read_bytes()[200:300] != sealed[1].read_bytes()[200:300]


def test_a_long_file_is_never_in_memory_as_a_whole(tmp_path):
    (tmp_path / "long").write_bytes(bytes(16 << 20))
    tracemalloc.start()
    try:
        with (tmp_path / "long").open("rb") as file:
            encrypt_stream(file, tmp_path / "a", WORDS, CHEAP)
        digest = hashlib.sha256()
        for piece in decrypted_stream(tmp_path / "a", WORDS):
            digest.update(piece)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert digest.digest() == hashlib.sha256(bytes(16 << 20)).digest()
    assert peak < 2 << 20


def test_another_passphrase_does_not_open_it(sealed):
    with pytest.raises(WrongPassphrase):
        opened(sealed[1], WORDS + "s")


def test_the_same_words_in_other_code_points_open_it(sealed):
    assert opened(sealed[1], unicodedata.normalize("NFD", WORDS)) == sealed[0]


def test_an_empty_passphrase_is_refused(tmp_path):
    with pytest.raises(ValueError, match="empty"):
        write(tmp_path / "out", b"", "")
    assert list(tmp_path.iterdir()) == []


def parts(content):
    """The header's four lines with the nonce, and the sealed chunks."""
    start = content.index(b"\n", content.index(b"\n--- ") + 1) + 1 + 16
    size = CHUNK + 16
    chunks = [content[at : at + size] for at in range(start, len(content), size)]
    return content[:start], chunks


def with_line(head, number, line):
    lines = head.split(b"\n", 4)
    lines[number] = line(lines[number])
    return b"\n".join(lines)


def other_first(text):
    """Another base 64 digit in front."""
    return (b"A" if text[:1] != b"A" else b"B") + text[1:]


def other_spelling(line):
    """The last of 43 digits stands for four bits; the two below them mean nothing."""
    digits = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    last = digits.index(line[-1:])
    return line[:-1] + digits[last + 1 : last + 2]


@pytest.mark.parametrize(
    ("harm", "error"),
    [
        (lambda head, chunks: [head, *chunks[:2], chunks[2][:-1]], NotOurFile),
        (lambda head, chunks: [head, *chunks[:2]], NotOurFile),
        (lambda head, chunks: [head, chunks[0], chunks[2]], NotOurFile),
        (lambda head, chunks: [head, chunks[1], chunks[0], chunks[2]], NotOurFile),
        (lambda head, chunks: [head, *chunks, chunks[2]], NotOurFile),
        (lambda head, chunks: [head, chunks[0][:-1] + b"!", *chunks[1:]], NotOurFile),
        (lambda head, chunks: [head[:-1] + b"!", *chunks], NotOurFile),
        (lambda head, chunks: [head[:-3]], NotOurFile),
        (
            lambda head, chunks: [
                with_line(head, 3, lambda line: b"--- " + other_first(line[4:])),
                *chunks,
            ],
            NotOurFile,
        ),
        (
            lambda head, chunks: [
                with_line(head, 1, lambda line: b"-> scrypt " + other_first(line[10:])),
                *chunks,
            ],
            WrongPassphrase,
        ),
        (
            lambda head, chunks: [with_line(head, 1, lambda line: b"-> X25519 " + line[10:])],
            NotOurFile,
        ),
        (
            lambda head, chunks: [with_line(head, 2, lambda line: line + b"="), *chunks],
            NotOurFile,
        ),
        (lambda head, chunks: [with_line(head, 3, other_spelling), *chunks], NotOurFile),
    ],
    ids=[
        "cut byte",
        "cut chunk",
        "left out",
        "swapped",
        "doubled",
        "flipped",
        "nonce",
        "cut nonce",
        "header's mac",
        "salt",
        "a recipient's",
        "padded base 64",
        "not the canonical base 64",
    ],
)
def test_any_change_is_found(sealed, harm, error):
    sealed[1].write_bytes(b"".join(harm(*parts(sealed[1].read_bytes()))))
    with pytest.raises(error):
        opened(sealed[1])


def test_an_empty_chunk_behind_a_full_one_is_refused(tmp_path):
    keys = [os.urandom(16) for _ in range(3)]
    chosen = iter(keys)
    head, _ = parts(b"".join(encrypted(io.BytesIO(b""), WORDS, CHEAP, lambda _: next(chosen))))
    cipher = ChaCha20Poly1305(age._derived(keys[0], keys[2], b"payload"))
    full = cipher.encrypt(bytes(12), bytes(CHUNK), None)
    empty = cipher.encrypt(bytes(10) + b"\x01\x01", b"", None)
    (tmp_path / "a").write_bytes(head + full + empty)
    with pytest.raises(NotOurFile, match="empty"):
        opened(tmp_path / "a")


@pytest.mark.parametrize("factor", [b"21", b"63", b"99"])
def test_a_file_that_asks_for_too_much_work_is_refused(sealed, factor):
    head, chunks = parts(sealed[1].read_bytes())
    head = with_line(head, 1, lambda line: line.removesuffix(b"4") + factor)
    sealed[1].write_bytes(head + b"".join(chunks))
    with pytest.raises(NotOurFile, match="unreasonable"):
        opened(sealed[1])


def test_what_is_no_encrypted_file_is_refused(tmp_path):
    (tmp_path / "x").write_bytes(age.MAGIC + b"but no more")
    with pytest.raises(NotOurFile):
        opened(tmp_path / "x")


@pytest.fixture
def elsewhere(tmp_path):
    """Another computer's data folder, and the corpus in it."""
    paths = Paths(tmp_path / "elsewhere", tmp_path / "models")
    paths.prepare()
    return paths, CorpusService(paths, "luis", lambda _session_id: False, recover_orphan)


def test_a_session_travels_under_a_passphrase(recorded, ledger, paths, tmp_path, elsewhere):
    service = CorpusService(paths, "ana", lambda _session_id: False, recover_orphan)
    manifest = service.export(
        SESSION, tmp_path, purpose="", redaction=Redaction(), passphrase=WORDS
    )
    path = tmp_path / f"{SESSION}.h5.age"
    assert list(manifest.files) == [path.name]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert b"\x89HDF\r\n\x1a\n" not in path.read_bytes()
    assert '"encrypted":true' in ledger.audit.rows(SESSION)[-1].metadata

    other, corpus = elsewhere
    with pytest.raises(PassphraseNeeded):
        corpus.load(path)
    with pytest.raises(WrongPassphrase):
        corpus.load(path, "otra")
    assert corpus.verify_file(path, WORDS).ok
    assert corpus.load(path, WORDS) == SESSION
    assert corpus.verify_session(SESSION).ok
    hidden = [found for root in (paths, other) for found in root.data.rglob(".*")]
    assert hidden == []


def test_an_export_from_before_the_age_format_is_verified_and_imported(elsewhere, tmp_path):
    path = tmp_path / "session.h5.encrypted"
    shutil.copy(GOLDEN / "export_v1.passphrase", path)
    _, corpus = elsewhere
    with pytest.raises(PassphraseNeeded):
        corpus.load(path)
    assert corpus.verify_file(path, WORDS).ok
    session_id = corpus.load(path, WORDS)
    assert corpus.verify_session(session_id).ok
