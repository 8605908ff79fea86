"""What the window's bench judges, and what comes through from the driven window to it."""

import json
from dataclasses import asdict, replace

import pytest

from tests.benchmarks.asr.scoring import WordErrors
from tests.benchmarks.window.figures import Behind, Kept, Seen, Waits, WindowReport
from tests.benchmarks.window.painted_words import PaintedWord
from tests.benchmarks.window.peer_figures import PeerFigures
from tests.benchmarks.window.processor_time import ProcessorTime
from tests.benchmarks.window.table import as_lines
from tests.benchmarks.window.verdicts import holds
from tests.benchmarks.window.word_delays import Changes, SaidWord, WordDelays


def delays(*shown):
    return WordDelays(len(shown), shown, shown, shown)


@pytest.fixture
def seen():
    return Seen(
        session_id="session_20260101_000000",
        shown_at=10.7,
        recording_at=12.0,
        loading=Waits(44.0, 30.0, 0, 150),
        recording=Waits(31.0, 6.0, 0, 6_000),
        afterwards=Waits(40.0, 6.0, 0, 900),
        stalls=(),
        behind=(Behind(1.0, 1.0, 0, ""), Behind(2.0, 2.1, 0, "")),
        painted=(PaintedWord("hola", 1.2, 1.2, 2.0),),
        moved_back=0,
        sealed_to_painted=(130.0, 150.0),
        decoded_at_once=(1, 1),
        processor=ProcessorTime(0.5, 0.1, 0.05, 0.4),
        overflows=0,
        captured=96_000,
        on_disk=96_000,
        live_answered=2,
        live_failed=0,
        live_text="hola",
        stop_to_transcript=5.0,
        press_to_sample=0.2,
    )


@pytest.fixture
def report(seen):
    return WindowReport(
        language="es",
        files=("consulta",),
        instructions="avx512",
        seconds=6.0,
        pace=None,
        factor=1.0,
        start_to_window=0.7,
        start_to_recording=2.0,
        memory_mb=480.0,
        seen=seen,
        kept=Kept(2, 2, (120.0, 140.0), (SaidWord("hola", 0.8),)),
        delays=WordDelays(3, (0.4, 0.5, 0.5), (0.4, 0.5, 0.5), (1.9, 2.0, 2.0)),
        changes=Changes(100, 9, 2, 5),
        live_errors=WordErrors(words=100, substitutions=7),
        final_errors=WordErrors(words=100, substitutions=6),
    )


def test_what_a_window_tells_arrives_as_it_was_told(seen):
    told = Seen.told(json.loads(json.dumps(asdict(seen))))
    assert (told.behind, told.recording, told.painted, told.processor) == (
        seen.behind, seen.recording, seen.painted, seen.processor,
    )  # fmt: skip


def test_figures_that_are_reached_are_told_so(report):
    assert all(holds(report).values())
    assert not any(line.startswith("NO") for line in as_lines(report))


@pytest.mark.parametrize(
    ("change", "missed"),
    [
        ({"start_to_window": 1.1}, "start to window below 1 s"),
        ({"start_to_recording": 3.2}, "start to recording below 3 s"),
        ({"memory_mb": 720.0}, "window below 700 MB"),
        ({"kept": Kept(2, 1, (120.0,), ())}, "every chunk answered"),
        ({"kept": Kept(2, 2, (220.0, 230.0), ())}, "p50 below 200 ms"),
        ({"kept": Kept(2, 2, (120.0, 430.0), ())}, "p95 below 400 ms"),
        ({"kept": Kept(99, 99, (*[120.0] * 98, 600.0), ())}, "none of 600 ms"),
        ({"delays": delays(0.5, 0.7, 0.8)}, "a word painted within 0.6 s"),
        ({"delays": delays(*[0.5] * 18, 1.3, 1.3)}, "95 of 100 within 1.2 s"),
        ({"delays": delays(1.6, *[0.5] * 30)}, "the first words within 1.5 s"),
        ({"changes": Changes(100, 11, 0, 0)}, "at most one painted word in ten changes"),
        ({"final_errors": WordErrors(100, 5)}, "live at most 1 point over final"),
    ],
)
def test_a_figure_that_is_missed_is_told(report, change, missed):
    found = holds(replace(report, **change))
    assert [what for what, held in found.items() if not held] == [missed]


@pytest.mark.parametrize(
    ("change", "missed"),
    [
        ({"press_to_sample": 0.4}, "Record to first sample below 0.3 s"),
        ({"press_to_sample": 0.0}, "Record to first sample below 0.3 s"),
        ({"loading": Waits(51.0, 6.0, 1, 150)}, "nor while the model loads"),
        ({"processor": ProcessorTime(window=0.9)}, "live text takes 0.8 of a processor"),
        ({"stop_to_transcript": 11.0}, "Stop to the transcript within 10 s"),
        ({"recording": Waits(51.0, 6.0, 1, 6_000)}, "the event loop never kept for 50 ms"),
        ({"overflows": 1}, "all that was captured is on disk"),
        ({"torch_loaded": True}, "torch is not in the window"),
        ({"on_disk": 95_000}, "all that was captured is on disk"),
        ({"problems": ("the text could not be written",)}, "no problem was told"),
    ],
)
def test_what_the_window_saw_is_judged_too(report, change, missed):
    found = holds(replace(report, seen=replace(report.seen, **change)))
    assert [what for what, held in found.items() if not held] == [missed]


def test_a_processor_without_avx512_has_more_time(report):
    slower = Kept(2, 2, (240.0, 490.0), ())
    seen = replace(report.seen, processor=ProcessorTime(window=0.9))
    late = delays(*[0.65] * 3, 1.25)
    old = replace(report, instructions="avx2", kept=slower, delays=late, seen=seen)
    assert all(holds(old).values())


def test_peers_stand_below_ours_with_the_same_figures(report):
    none = WordDelays(0, (), (), ())
    peer = PeerFigures("peer", none, Changes(50, 25, 0, 0), WordErrors(100, 12), 1.5)
    lines = as_lines(replace(report, peers=(peer,), beside="one-core"))
    ours, theirs = (next(each for each in lines if each.startswith(name)) for name in ("Aur", "pe"))
    assert ours.split() == [
        *("Aurity", "0.50", "/", "0.50", "0.50", "/", "0.50", "2.00", "/", "2.00"),
        *("9.0", "7.0", "0.50"),
    ]  # fmt: skip
    assert theirs.split() == ["peer", "none", "none", "none", "50.0", "12.0", "1.50"]
    assert "beside it: one-core" in lines
    told = PeerFigures.told(json.loads(json.dumps(asdict(peer))))
    assert (told.changes, told.errors) == (peer.changes, peer.errors)


def test_on_a_slow_machine_text_may_be_late_but_has_to_say_so(report):
    late = replace(
        report.seen,
        decoded_at_once=(1, 2, 4),
        behind=(Behind(60.0, 21.0, 4, "El texto lleva 21 s de retraso"),),
    )
    slow = replace(report, pace=0.5, factor=20.0, kept=Kept(2, 2, (9_000.0, 20_000.0), ()))
    assert all(holds(replace(slow, seen=late)).values())
    missed = [what for what, held in holds(slow).items() if not held]
    assert missed == ["what waits is decoded together", "the lag is shown"]
    assert any("21 s de retraso" in line for line in as_lines(replace(slow, seen=late)))
