"""What the asr suite demands of its figures."""

from __future__ import annotations

from tests.benchmarks.asr.figures import Report, chunks_ok, languages, latencies, percentile, pooled

#: Milliseconds from a slice's being durable to its text, and how much faster than the peer; see the
#: product's figures.
_P50, _P95, _TIMES = 200.0, 400.0, 4.0
_MOST_POINTS = 1.0  # of word error rate that live text may be above the whole file


def verdicts(report: Report) -> dict[str, bool]:
    """The product's figures that this report can judge, each reached or not."""
    live = latencies(report.files)
    peer = [each for file in report.files for each in file.peer_slices.latencies]
    reached = {
        "p50 below 200 ms": percentile(live, 50) < _P50,
        "p95 below 400 ms": percentile(live, 95) < _P95,
        "4 times faster than transcribe()": percentile(peer, 50) >= _TIMES * percentile(live, 50),
        "chunks OK 99 %": chunks_ok(report.files) >= 0.99,
        "no word where nobody speaks": all(
            noise.live_words + noise.settled_words == 0 for noise in report.noises
        ),
    }
    for language in languages(report.files):
        own = [file for file in report.files if file.language == language]
        whole = pooled([file.peer_whole.errors for file in own]).rate
        live_rate = pooled([file.live.errors for file in own]).rate
        settled_rate = pooled([file.settled.errors for file in own]).rate
        reached[f"{language}: live at most 1 point over the whole file"] = (
            100 * (live_rate - whole) <= _MOST_POINTS
        )
        reached[f"{language}: settled no worse than the whole file"] = settled_rate <= whole
    return reached
