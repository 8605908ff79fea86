"""The libraries of the frozen program are without symbols, and load as before."""

import os
import struct
import subprocess
import sys
from importlib.metadata import distribution
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).resolve().parents[2] / "packaging"))
from symbols import copies_without_symbols, without_symbols

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="ELF only")

#: The first was changed with patchelf after it was linked, so that `strip` breaks it; the second
#: has debugging data.
_LIBRARIES = {"numpy": "libscipy_openblas64_", "sqlcipher3": "_sqlite3"}


@pytest.fixture(scope="module", params=sorted(_LIBRARIES))
def library(request):
    files = distribution(request.param).files
    return next(
        Path(str(f.locate())) for f in files if f.name.startswith(_LIBRARIES[request.param])
    )


def _loaded(data):
    """What is loaded: address → (flags, size in memory, alignment, bytes)."""
    start, size, count = (*struct.unpack_from("<Q", data, 32), *struct.unpack_from("<HH", data, 54))
    table = bytearray(data)
    table[32:64] = bytes(32)  # where its tables are in the file
    segments = {}
    for at in range(start, start + size * count, size):
        kind, flags, offset, address, _, in_file, in_memory, align = struct.unpack_from(
            "<IIQQQQQQ", data, at
        )
        table[at + 8 : at + 16] = bytes(8)
        if kind == 1:
            assert (address - offset) % align == 0, "the loader refuses that"
            segments[address] = (flags, in_memory, align, offset, in_file)
    return {
        address: (*rest, bytes(table[offset : offset + in_file]))
        for address, (*rest, offset, in_file) in segments.items()
    }


def test_what_is_loaded_stays_the_same_and_the_file_gets_smaller(library):
    before = library.read_bytes()
    after = without_symbols(before)
    assert len(after) < len(before) - 900_000
    assert _loaded(after) == _loaded(before)


def test_the_loader_takes_it_and_finds_its_functions(library, tmp_path):
    symbol = {"_sqlite3": "PyInit__sqlite3"}.get(
        library.name.partition(".")[0], "scipy_openblas_get_parallel64_"
    )
    entries = [("x/lib.so", str(library), "BINARY"), ("lib.so", "x/lib.so", "SYMLINK")]
    (_, copy, _), link = copies_without_symbols(entries, tmp_path)
    assert link == entries[1]
    assert Path(copy) == tmp_path / str(library.resolve()).removeprefix("/")
    subprocess.run(
        [sys.executable, "-c", f"import ctypes; ctypes.CDLL({copy!r}).{symbol}"],
        env={**os.environ, "LD_LIBRARY_PATH": str(library.parent)},
        check=True,
    )


def test_a_copy_that_was_changed_before_is_changed_in_its_place(library, tmp_path):
    copy = tmp_path / str(library.resolve()).removeprefix("/")
    copy.parent.mkdir(parents=True)
    copy.write_bytes(library.read_bytes())
    ((_, source, _),) = copies_without_symbols([("lib.so", str(copy), "BINARY")], tmp_path)
    assert Path(source) == copy
    assert copy.read_bytes() == without_symbols(library.read_bytes())


def test_what_has_none_or_is_no_library_stays_as_it_is(library, tmp_path):
    once = without_symbols(library.read_bytes())
    assert without_symbols(once) == once
    text = tmp_path / "notice.txt"
    text.write_text("not a library")
    entries = [("notice.txt", str(text), "DATA")]
    assert copies_without_symbols(entries, tmp_path / "changed") == entries


def test_a_segment_outside_what_is_loaded_leaves_the_library_alone(library):
    data = bytearray(library.read_bytes())
    (start,) = struct.unpack_from("<Q", data, 32)
    size, count = struct.unpack_from("<HH", data, 54)
    kinds = [struct.unpack_from("<I", data, start + n * size)[0] for n in range(count)]
    note = start + kinds.index(2) * size  # the dynamic segment
    struct.pack_into("<Q", data, note + 8, len(data) - 8)
    assert without_symbols(bytes(data)) == bytes(data)
