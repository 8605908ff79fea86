"""A live transcriber that hears one word a slice, or fails when told to."""

from aurity_desktop.domain.transcript import ChunkStatus, ChunkTranscription, LiveUpdate, Word


class FakeLiveTranscriber:
    """Settles each slice as soon as it is fed; `batches` are the slice numbers of each call."""

    def __init__(self, error=None):
        self.error = error
        self.batches = []
        self.drafts = []
        self.heard = []
        self.glances = []
        self.checks = []
        self.warmed = False
        self.finished = False
        self.language = ""

    def warm(self):
        if self.error is not None:
            raise self.error
        self.warmed = True

    def set_language(self, language):
        self.language = language

    def break_at(self, sample):
        self.heard.append(("break", sample))

    def hear_open(self, start_sample, samples):
        self.drafts.append((start_sample, len(samples)))
        if self.error is not None:
            raise self.error
        return LiveUpdate((), (Word(start_sample / 16000, start_sample / 16000 + 1, "draft"),))

    def hear_newest(self, start_sample, samples):
        self.glances.append((start_sample, len(samples)))
        if self.error is not None:
            raise self.error
        return LiveUpdate((), (Word(start_sample / 16000, start_sample / 16000 + 1, "glance"),))

    def check_draft(self, start_sample, samples):
        self.checks.append((start_sample, len(samples)))
        if self.error is not None:
            raise self.error

    def feed(self, slices):
        self.heard += [("feed", audio_slice.number) for audio_slice, _ in slices]
        self.batches.append([audio_slice.number for audio_slice, _ in slices])
        if self.error is not None:
            raise self.error
        return LiveUpdate(tuple(self._heard(audio_slice) for audio_slice, _ in slices))

    def finish(self):
        self.finished = True
        return LiveUpdate(())

    def _heard(self, audio_slice):
        word = Word(audio_slice.start, audio_slice.end, f"word{audio_slice.number}")
        return ChunkTranscription(
            audio_slice.session_id,
            audio_slice.number,
            (word,),
            ChunkStatus.OK,
            language=self.language or "es",
            latency_ms=100.0 + audio_slice.number,
        )


class FakeSliceReader:
    """Every slice sounds like nothing."""

    def read(self, audio_slice):
        return bytes(2 * audio_slice.sample_count)

    def read_open(self, open_slice):
        return [0] * 40_000
