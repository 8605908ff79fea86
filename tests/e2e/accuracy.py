"""How far a result is from a reference: DER and WER, as the field computes them."""

import warnings

from tests.benchmarks.asr.scoring import read_reference, word_errors


def diarization_error(segments, rttm) -> float:
    """DER without a collar, overlaps counted, of segments as `record --json` prints them."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from pyannote.core import Annotation, Segment
        from pyannote.metrics.diarization import DiarizationErrorRate

        reference, hypothesis = Annotation(), Annotation()
        for line in rttm.read_text().splitlines():
            _, _, _, start, length, _, _, speaker, *_ = line.split()
            reference[Segment(float(start), float(start) + float(length)), line] = speaker
        for number, each in enumerate(segments):
            hypothesis[Segment(each["start"], each["end"]), number] = each["speaker"]
        return float(DiarizationErrorRate()(reference, hypothesis))


def word_error(text, audio) -> float:
    """WER against the reference that stands beside the recording."""
    return word_errors(read_reference(audio), text, "en").rate
