"""Qt sorts, writes large and knows the time of day as before, with a twelfth of ICU's data."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).resolve().parents[2] / "packaging"))
from icu_data import NotTrimmed, fewer_languages, trimmed_copies
from symbols import without_symbols

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="ELF only")

_ASK = """
import sys
from functools import cmp_to_key
from PySide6.QtCore import QCollator, QDateTime, QLocale, QTimeZone, Qt
words = "ñandú nube zeta ábaco Abeja árbol Álvarez chico cosa llave luz n10 n9 straße".split()
now = QDateTime.fromString("2026-07-01T12:00:00Z", Qt.ISODate)
for name in ("es_MX", "es_ES", "en_US", "en_GB", "C"):
    locale = QLocale(name)
    for numeric in (False, True):
        order = QCollator(locale)
        order.setNumericMode(numeric)
        print(name, sorted(words, key=cmp_to_key(order.compare)))
    print([locale.toUpper(word) for word in words])
    for place in (b"America/Mexico_City", b"Europe/Madrid", b"America/New_York", b"UTC"):
        zone = QTimeZone(place)
        print(zone.offsetFromUtc(now), zone.displayName(now, QTimeZone.LongName, locale))
print(len(QTimeZone.availableTimeZoneIds()))
sys.stderr.write(open("/proc/self/maps").read())
"""


@pytest.fixture(scope="module")
def library():
    import PySide6

    (found,) = (Path(PySide6.__file__).parent / "Qt" / "lib").glob("libicudata.so.*")
    return found


def _answers(**environment):
    done = subprocess.run(
        [sys.executable, "-c", _ASK],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout, done.stderr


def test_qt_answers_the_same_in_our_languages(library, tmp_path):
    entries = [
        ("PySide6/Qt/lib/libicudata.so.73", str(library), "BINARY"),
        ("libicudata.so", "PySide6/Qt/lib/libicudata.so.73", "SYMLINK"),
        ("libicuuc.so.73", "elsewhere", "BINARY"),
    ]
    (_, copy, _), *others = trimmed_copies(entries, tmp_path)
    assert others == entries[1:]
    stripped = tmp_path / library.name
    stripped.write_bytes(without_symbols(Path(copy).read_bytes()))
    assert stripped.stat().st_size < library.stat().st_size / 10
    (before, _), (after, mapped) = _answers(), _answers(LD_PRELOAD=str(stripped))
    assert str(stripped) in mapped
    assert str(library) not in mapped
    assert after == before


def test_a_library_without_the_table_is_refused(library):
    other = library.with_name(library.name.replace("data", "uc")).read_bytes()
    for content in (other, b"MZ" + bytes(100), library.read_bytes()[:5000]):
        with pytest.raises(NotTrimmed):
            fewer_languages(content)
