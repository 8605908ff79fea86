"""Libraries that only a plugin was linked to which stays out are not in the frozen program."""

import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).resolve().parents[2] / "packaging"))
from needed import still_needed, with_a_target


@pytest.fixture
def collected(tmp_path):
    """Entries as PyInstaller makes them; a library's file has the names of what it asks for."""

    def entries(**libraries):
        made = []
        for name, asks in libraries.items():
            path = tmp_path / name
            path.write_text(asks)
            made.append((f"{name}.so", str(path), "BINARY"))
        return made

    return entries


def _kept(entries):
    kept = still_needed(
        entries,
        lambda entry: entry[0].startswith("lib"),
        lambda data: {f"{name}.so" for name in data.decode().split()},
    )
    return [target for target, _, _ in kept]


def test_what_a_plugin_asks_for_stays_and_what_that_asks_for(collected):
    entries = collected(plugin="libgtk", libgtk="libgdk", libgdk="", libother="libgdk")
    assert _kept(entries) == ["plugin.so", "libgtk.so", "libgdk.so"]


def test_two_that_ask_for_each_other_only_go(collected):
    assert _kept(collected(plugin="", libone="libtwo", libtwo="libone")) == ["plugin.so"]


def test_a_link_goes_with_the_library_and_stays_with_it(collected):
    entries = [
        *collected(plugin="libgdk", libgdk="", libgtk=""),
        ("x/libgdk.so", "libgdk.so", "SYMLINK"),
        ("x/libgtk.so", "libgtk.so", "SYMLINK"),
    ]
    assert _kept(entries) == ["plugin.so", "libgdk.so", "x/libgdk.so"]


def test_what_is_loaded_by_its_name_stays(collected):
    assert _kept(collected(libportaudio="libasound", libasound="")) == [
        "libportaudio.so",
        "libasound.so",
    ]


def test_a_link_among_the_data_goes_with_the_library_it_names(collected):
    libraries = [("Qt/lib/libgdk.so", "/there/libgdk.so", "BINARY")]
    data = [
        ("notice.txt", "/there/notice.txt", "DATA"),
        ("libgdk.so", "Qt/lib/libgdk.so", "SYMLINK"),
        ("libgtk.so", "Qt/lib/libgtk.so", "SYMLINK"),
        ("Qt/plugins/libgdk.so", "../lib/libgdk.so", "SYMLINK"),
    ]
    kept = with_a_target(data, [*libraries, *data])
    assert [target for target, _, _ in kept] == ["notice.txt", "libgdk.so", "Qt/plugins/libgdk.so"]
