import os

import pytest

from aurity_desktop.audio.devices import input_devices as devices_module
from aurity_desktop.audio.devices.input_devices import input_devices
from aurity_desktop.audio.devices.pulse import PulseSource, parse_sources, pulse_sources, use_source
from aurity_desktop.domain.audio import Device
from tests.benchmarks.capture.virtual_microphone import VirtualMicrophone, is_available


def entry(name, description, monitor_of="n/a", specification="s16le 2ch 48000Hz"):
    """As `pactl` 16.1 tells it, cut to what stands around what we read."""
    return f"""Source #7
\tState: SUSPENDED
\tName: {name}
\tDescription: {description}
\tDriver: module-alsa-card.c
\tSample Specification: {specification}
\tChannel Map: front-left,front-right
\tMonitor of Sink: {monitor_of}
\tLatency: 0 usec, configured 0 usec
\tProperties:
\t\tdevice.description = "another one"
\t\tdevice.api = "Name: alsa"
\tFormats:
\t\tpcm

"""


LISTING = entry("alsa_output.pci.monitor", "Monitor of Audio interno", "alsa_output.pci") + entry(
    "alsa_input.usb-lapel", "Micrófono USB: solapa", specification="s16le 1ch 44100Hz"
)


def test_sources_have_the_names_that_people_read():
    monitor, lapel = parse_sources(LISTING, "alsa_input.usb-lapel")
    assert lapel == PulseSource(
        "alsa_input.usb-lapel", "Micrófono USB: solapa", 1, 44_100, False, True
    )
    assert monitor.is_monitor


def test_two_of_the_same_kind_are_told_apart():
    twins = entry("usb-1", "Micrófono USB") + entry("usb-2", "Micrófono USB")
    labels = [source.label for source in parse_sources(twins, "")]
    assert labels == ["Micrófono USB (usb-1)", "Micrófono USB (usb-2)"]


def test_the_list_shows_what_is_behind_the_sound_server(monkeypatch):
    own = [Device("pulse", 5, 32, 44_100), Device("HDA Intel", 0, 2, 48_000, is_default=True)]
    monkeypatch.setattr(devices_module, "portaudio_devices", lambda: own)
    monkeypatch.setattr(
        devices_module, "pulse_sources", lambda: parse_sources(LISTING, "alsa_input.usb-lapel")
    )
    assert input_devices() == [
        Device("Micrófono USB: solapa", 5, 1, 44_100, is_default=True),
        Device("Monitor of Audio interno", 5, 2, 48_000, is_loopback=True),
    ]


def test_without_a_sound_server_portaudios_own_devices_are_listed(monkeypatch):
    own = [Device("pulse", 5, 32, 44_100), Device("HDA Intel", 0, 2, 48_000, is_default=True)]
    monkeypatch.setattr(devices_module, "portaudio_devices", lambda: own)
    monkeypatch.setattr(devices_module, "pulse_sources", list)
    assert input_devices() == [own[1], own[0]]


@pytest.mark.parametrize(
    "tool",
    ["exit 1", "echo not a listing", "echo 'Source #1'", "printf 'Source #1\\n\\tName: x\\n'"],
)
def test_a_server_that_does_not_answer_as_expected_offers_nothing(tmp_path, monkeypatch, tool):
    (tmp_path / "pactl").write_text(f"#!/bin/sh\n{tool}\n")
    (tmp_path / "pactl").chmod(0o700)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert pulse_sources() == []


def test_the_tool_is_asked_in_the_one_locale_whose_labels_we_know(tmp_path, monkeypatch):
    (tmp_path / "listing").write_text(LISTING)
    (tmp_path / "pactl").write_text(
        f'#!/bin/sh\n[ "$LC_ALL" = C ] && while IFS= read -r l; do printf "%s\\n" "$l"; done'
        f" < {tmp_path}/listing\n"
    )
    (tmp_path / "pactl").chmod(0o700)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("LC_ALL", "es_MX.UTF-8")
    assert [source.name for source in pulse_sources()] == [
        "alsa_output.pci.monitor",
        "alsa_input.usb-lapel",
    ]


@pytest.mark.skipif(not is_available(), reason="needs Debian's pulseaudio and pulseaudio-utils")
def test_a_real_server_tells_its_sources_with_all_their_letters(tmp_path_factory, monkeypatch):
    with VirtualMicrophone(tmp_path_factory.mktemp("m")) as microphone:
        microphone.add("consultorio", "Micrófono_del_baño")
        for name, value in microphone.environment.items():
            monkeypatch.setenv(name, value)
        monkeypatch.setenv("LANGUAGE", "es")
        first, second = pulse_sources()
    assert first == PulseSource("vmic.monitor", microphone.label, 1, 16_000, True, True)
    assert second.label == "Monitor of Micrófono_del_baño"
    assert (second.name, second.channels, second.is_default) == ("consultorio.monitor", 2, False)


def test_the_chosen_source_is_told_by_the_environment(monkeypatch):
    monkeypatch.setenv("PULSE_SOURCE", "another")
    use_source("alsa_input.usb-lapel")
    assert os.environ["PULSE_SOURCE"] == "alsa_input.usb-lapel"
    use_source(None)
    assert "PULSE_SOURCE" not in os.environ
