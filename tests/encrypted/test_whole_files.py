import io

import pytest

from aurity_desktop.domain.errors import BadCiphertext
from aurity_desktop.encrypted.aes import AesCipher
from aurity_desktop.encrypted.frames import FRAME_EXTRA, HEADER_BYTES, Frames, Header, Kind
from aurity_desktop.encrypted.paged import PAGE_BYTES, PagedReader, PagedWriter
from aurity_desktop.encrypted.whole_files import read_encrypted, whole_frames, write_encrypted

CIPHER = AesCipher(bytes(range(32)))


def test_what_is_written_is_read_and_nothing_of_it_shows(tmp_path):
    path = tmp_path / "words.aure"
    plain = b"dolor de cabeza " * 500
    write_encrypted(path, [plain[:10], plain[10:]], CIPHER, "s/words", frame_bytes=1000)
    assert read_encrypted(path, CIPHER, "s/words") == plain
    assert b"cabeza" not in path.read_bytes()
    assert path.stat().st_mode & 0o777 == 0o600


def test_an_empty_file_is_one_frame(tmp_path):
    path = tmp_path / "empty.aure"
    write_encrypted(path, [], CIPHER, "s/empty")
    assert read_encrypted(path, CIPHER, "s/empty") == b""
    assert path.stat().st_size == HEADER_BYTES + FRAME_EXTRA


def test_each_changed_bit_is_found(tmp_path):
    path = tmp_path / "words.aure"
    write_encrypted(path, [b"some words"], CIPHER, "s/words", frame_bytes=4)
    content = path.read_bytes()
    for bit in range(8 * len(content)):
        changed = bytearray(content)
        changed[bit // 8] ^= 1 << bit % 8
        path.write_bytes(changed)
        with pytest.raises(BadCiphertext):
            read_encrypted(path, CIPHER, "s/words")


def test_a_cut_end_swapped_frames_another_name_and_more_bytes_are_found(tmp_path):
    path = tmp_path / "words.aure"
    write_encrypted(path, [b"some words"], CIPHER, "s/words", frame_bytes=5)
    content = path.read_bytes()
    frame = 5 + FRAME_EXTRA
    head, first, second = (
        content[:HEADER_BYTES],
        content[HEADER_BYTES : HEADER_BYTES + frame],
        content[HEADER_BYTES + frame :],
    )
    for forged in (head + first, head + second + first, head + second, content + b"x", head, b""):
        path.write_bytes(forged)
        with pytest.raises(BadCiphertext):
            read_encrypted(path, CIPHER, "s/words")
    path.write_bytes(content)
    with pytest.raises(BadCiphertext):
        read_encrypted(path, CIPHER, "s/other")


def test_of_a_file_that_is_being_written_the_whole_frames_are_read(tmp_path):
    path = tmp_path / "open.aure"
    frames = Frames(CIPHER, header := Header.new(Kind.SOUND, origin=7), "s/slices/000007")
    content = header.packed() + frames.encrypt(0, b"one") + frames.encrypt(1, b"two")
    for torn in (b"", frames.encrypt(2, b"three")[:-1], bytes(40)):
        path.write_bytes(content + torn)
        found, plain, end = whole_frames(path, CIPHER, "s/slices/000007")
        assert (found.origin, plain, end) == (7, [b"one", b"two"], len(content))


def written(path, writes, size=None):
    with path.open("w+b", buffering=0) as file:
        paged = PagedWriter(file, CIPHER, "s/pages")
        for at, data in writes:
            paged.seek(at)
            paged.write(data)
        if size is not None:
            paged.truncate(size)
        paged.finish()


def test_pages_hold_what_was_written_wherever_it_was(tmp_path):
    path = tmp_path / "pages.aure"
    model = bytearray(PAGE_BYTES * 200 + 17)
    writes = []
    for step in range(400):
        at = (step * 7919 * 31) % (len(model) - 3000)
        data = bytes([step % 251]) * (step * 7 % 3000)
        model[at : at + len(data)] = data
        writes.append((at, data))
    writes.append((len(model) - 1, b"\0"))
    written(path, writes)
    with PagedReader(path, CIPHER, "s/pages") as reader:
        assert reader.size == len(model)
        assert reader.read() == bytes(model)
        reader.seek(-20, io.SEEK_END)
        assert reader.read(50) == bytes(model[-20:])
    assert read_encrypted(path, CIPHER, "s/pages") == bytes(model)


@pytest.mark.parametrize("size", [0, 1, PAGE_BYTES - 1, PAGE_BYTES, PAGE_BYTES + 1, 3 * PAGE_BYTES])
def test_a_length_that_was_set_is_the_length(tmp_path, size):
    path = tmp_path / "pages.aure"
    written(path, [(0, b"x" * (2 * PAGE_BYTES))], size)
    with PagedReader(path, CIPHER, "s/pages") as reader:
        assert reader.read() == (b"x" * (2 * PAGE_BYTES)).ljust(3 * PAGE_BYTES, b"\0")[:size]


def test_pages_are_read_while_they_are_written_as_far_as_they_go(tmp_path):
    content = bytes(range(251)) * 600  # more than two pages
    with (tmp_path / "pages.aure").open("w+b", buffering=0) as file:
        paged = PagedWriter(file, CIPHER, "s/pages")
        paged.write(content)
        assert paged.read(10) == b""
        for at, length in ((0, 10), (PAGE_BYTES - 5, 10), (len(content) - 5, 100)):
            assert paged.seek(at) == at
            assert paged.read(length) == content[at : at + length]
            assert paged.tell() == min(at + length, len(content))


def test_what_was_cut_off_and_grows_again_is_zeros(tmp_path):
    path = tmp_path / "pages.aure"
    with path.open("w+b", buffering=0) as file:
        paged = PagedWriter(file, CIPHER, "s/pages")
        paged.write(b"x" * (3 * PAGE_BYTES))
        for size in (10, 2 * PAGE_BYTES + 7):
            assert paged.truncate(size) == size
        paged.finish()
    with PagedReader(path, CIPHER, "s/pages") as reader:
        assert reader.read() == (b"x" * 10).ljust(2 * PAGE_BYTES + 7, b"\0")


def test_a_changed_page_is_an_error_where_it_is_read(tmp_path):
    path = tmp_path / "pages.aure"
    written(path, [(0, bytes(3 * PAGE_BYTES))])
    content = bytearray(path.read_bytes())
    content[HEADER_BYTES + PAGE_BYTES + FRAME_EXTRA + 100] ^= 1
    path.write_bytes(content)
    with PagedReader(path, CIPHER, "s/pages") as reader:
        assert reader.read(PAGE_BYTES) == bytes(PAGE_BYTES)
        with pytest.raises(OSError, match="changed"):
            reader.read(PAGE_BYTES)


def test_pages_that_were_cut_off_are_no_file(tmp_path):
    path = tmp_path / "pages.aure"
    written(path, [(0, bytes(2 * PAGE_BYTES))])
    content = path.read_bytes()
    for forged in (content[:-1], content[: HEADER_BYTES + PAGE_BYTES + FRAME_EXTRA], content[:50]):
        path.write_bytes(forged)
        with (
            pytest.raises((BadCiphertext, OSError)),
            PagedReader(path, CIPHER, "s/pages") as reader,
        ):
            reader.read()
