"""What is found while a talk goes on."""

from dataclasses import replace

import pytest

from aurity_desktop.application.live.live_findings import LiveFindings
from aurity_desktop.clinical import find
from aurity_desktop.domain.findings import Polarity
from aurity_desktop.domain.transcript import ChunkStatus, ChunkTranscription, LiveUpdate
from tests.fakes.window import FakeOffThread, words_of

SESSION = "session_20260102_030405"


def heard(number, text):
    return ChunkTranscription(SESSION, number, words_of(text, number * 3.0), ChunkStatus.OK)


class LateOffThread(FakeOffThread):
    """Answers when it is told to."""

    def __init__(self):
        super().__init__()
        self.waiting = []

    def do(self, work, answer):
        self.waiting.append((work, answer))

    def answer(self):
        work, answer = self.waiting.pop(0)
        answer(work())


@pytest.fixture
def told():
    return []


def finding(off_thread, told):
    made = LiveFindings(off_thread)
    made.found.connect(lambda found: told.append([each.value.text for each in found]))
    made.begin("es")
    return made


def test_what_is_said_is_found_with_the_update_that_tells_it(told, qapp):
    findings = finding(FakeOffThread(), told)
    findings.add(LiveUpdate((heard(0, "Tome metformina 850 mg cada 12 horas."),)))
    assert len(told[-1]) == 1
    assert told[-1][0].startswith("metformina 850 mg")
    findings.add(LiveUpdate((heard(1, "¿Tiene fiebre?"), heard(2, "No."))))
    assert told[-1][1:] == ["fiebre"]


def test_what_is_put_right_changes_what_was_found(told, qapp):
    findings = finding(FakeOffThread(), told)
    findings.add(LiveUpdate((heard(0, "Tome metformina 850 mg cada 12 horas."),)))
    findings.add(LiveUpdate((heard(0, "Tome metformina 500 mg cada 12 horas."),)))
    (medicine,) = told[-1]
    assert "500 mg" in medicine


def test_only_what_is_near_the_newest_words_is_read_again(told, qapp, monkeypatch):
    read = []

    def counted(words, language):
        read.append(len(words))
        return findings_in(words, language)

    findings_in = find.findings_in
    monkeypatch.setattr(find, "findings_in", counted)
    findings = finding(FakeOffThread(), told)
    for number in range(200):
        text = "Tiene tos desde ayer." if number == 3 else "Bueno, sí, muy bien."
        findings.add(LiveUpdate((heard(number, text),)))
    assert max(read) <= 21 * 4
    assert len(told[-1]) == 1


def test_of_many_updates_one_is_looked_at_at_a_time_and_none_is_lost(told, qapp):
    late = LateOffThread()
    findings = finding(late, told)
    findings.add(LiveUpdate((heard(0, "Tome metformina 850 mg cada 12 horas."),)))
    findings.add(LiveUpdate((heard(1, "Tiene tos."),)))
    findings.add(LiveUpdate((heard(2, "Su presión es 120/80."),)))
    assert len(late.waiting) == 1
    late.answer()
    assert len(late.waiting) == 1
    late.answer()
    assert late.waiting == []
    assert len(told[-1]) == 3


def test_what_was_found_in_a_recording_that_is_over_is_not_told(told, qapp):
    late = LateOffThread()
    findings = finding(late, told)
    findings.add(LiveUpdate((heard(0, "Tome metformina 850 mg cada 12 horas."),)))
    findings.begin("es")
    late.answer()
    assert told[-1] == []


def test_nothing_is_looked_for_before_the_language_is_known(told, qapp):
    findings = LiveFindings(FakeOffThread())
    findings.found.connect(lambda found: told.append([each.value.text for each in found]))
    findings.begin("")
    findings.add(LiveUpdate((heard(0, "Tiene tos."),)))
    assert told == [[]]
    findings.add(LiveUpdate((heard(1, "Mucho."),), language="es"))
    assert told[-1] == ["tos"]


def test_a_fault_of_the_rules_costs_that_look_alone(told, qapp, caplog):
    late = LateOffThread()
    findings = finding(late, told)
    findings.add(LiveUpdate((heard(0, "Tiene tos."),)))
    late.waiting.clear()
    late.failed.emit(ValueError("tos"))
    assert "tos" not in caplog.text
    findings.add(LiveUpdate((heard(1, "Tome metformina 850 mg cada 12 horas."),)))
    late.answer()
    assert len(told[-1]) == 2


def saying(text, at, probability=1.0):
    """Words that are shown and not settled."""
    words = tuple(replace(each, probability=probability) for each in words_of(text, at))
    return LiveUpdate((), words, "es")


def test_what_is_just_being_said_is_found_before_its_slice_is_whole(told, qapp):
    findings = finding(FakeOffThread(), told)
    findings.add(LiveUpdate((heard(0, "Bueno, sí."),)))
    findings.add(saying("Tome metformina 850 mg", 3.0))
    assert told[-1] == ["metformina 850 mg"]
    findings.add(saying("Tome metformina 850 mg cada 12 horas.", 3.0))
    assert told[-1] == ["metformina 850 mg cada 12 horas"]
    findings.add(LiveUpdate((heard(1, "Tome metformina 850 mg cada 12 horas."),)))
    assert told[-1] == ["metformina 850 mg cada 12 horas"]


def test_words_that_are_not_sure_have_to_be_read_twice(told, qapp):
    findings = finding(FakeOffThread(), told)
    findings.add(saying("Tome metformina 850 mg", 0.0, probability=0.5))
    assert told[-1] == []
    findings.add(saying("Tome metoprolol 50 mg", 0.0, probability=0.5))
    assert told[-1] == []
    findings.add(saying("Tome metoprolol 50 mg ahora", 0.0, probability=0.5))
    assert told[-1] == ["metoprolol 50 mg"]


def test_what_may_be_a_question_yet_has_to_be_read_twice(told, qapp):
    findings = finding(FakeOffThread(), told)
    findings.add(saying("Ha tenido fiebre", 0.0))
    findings.add(saying("¿Ha tenido fiebre?", 0.0))
    findings.add(saying("¿Ha tenido fiebre? No.", 0.0))
    findings.add(saying("¿Ha tenido fiebre? No. Bueno", 0.0))
    assert told[-1] == ["fiebre"]
    assert [each for each in told if each] == [["fiebre"]]
    (symptom,) = findings.told
    assert symptom.polarity is Polarity.DENIED


def awaited_of(findings):
    told = []
    findings.awaited.connect(
        lambda found: told.append([(each.value.text, str(each.polarity)) for each in found])
    )
    return told


@pytest.mark.parametrize("asked", ["¿Ha tenido fiebre?", "Ha tenido fiebre.", "Fiebre."])
@pytest.mark.parametrize(("reply", "polarity"), [("No, doctor.", "denied"), ("Sí.", "affirmed")])
def test_what_was_asked_is_awaited_until_it_is_answered(asked, reply, polarity, told, qapp):
    findings = finding(FakeOffThread(), told)
    awaited = awaited_of(findings)
    findings.add(LiveUpdate((heard(0, asked),)))
    assert told[-1] == []
    assert awaited[-1] == [("fiebre", "unclear")]
    findings.add(LiveUpdate((heard(1, reply),)))
    assert told[-1] == ["fiebre"]
    assert awaited[-1] == []
    assert [each.polarity for each in findings.told] == [polarity]


def test_what_is_named_alone_and_not_asked_counts_when_the_talk_goes_on(told, qapp):
    findings = finding(FakeOffThread(), told)
    awaited = awaited_of(findings)
    findings.add(LiveUpdate((heard(0, "Dolor en el pecho."),)))
    assert (told[-1], awaited[-1]) == ([], [("dolor de pecho", "unclear")])
    findings.add(LiveUpdate((heard(1, "Desde ayer en la noche."),)))
    assert [each[:14] for each in told[-1]] == ["dolor de pecho"]
    assert awaited[-1] == []


def test_what_is_told_of_oneself_waits_for_nothing(told, qapp):
    findings = finding(FakeOffThread(), told)
    findings.add(LiveUpdate((heard(0, "Me duele la cabeza."),)))
    assert told[-1] == ["dolor de cabeza"]


def test_what_is_not_sure_is_awaited_before_it_counts(told, qapp):
    findings = finding(FakeOffThread(), told)
    awaited = awaited_of(findings)
    findings.add(saying("Tome metformina 850 mg", 0.0, probability=0.3))
    assert awaited == []
    findings.add(saying("Tome metformina 500 mg", 0.0, probability=0.6))
    assert (told[-1], awaited) == (["metformina 500 mg"], [])
    findings.add(saying("Tome metoprolol 50 mg", 0.0, probability=0.6))
    assert (told[-1], awaited[-1]) == ([], [("metoprolol 50 mg", "affirmed")])
    findings.add(LiveUpdate((heard(0, "Tome metoprolol 50 mg."),)))
    assert (told[-1], awaited[-1]) == (["metoprolol 50 mg"], [])


def test_a_new_recording_awaits_nothing(told, qapp):
    findings = finding(FakeOffThread(), told)
    awaited = awaited_of(findings)
    findings.add(LiveUpdate((heard(0, "¿Ha tenido fiebre?"),)))
    findings.begin("es")
    assert awaited[-1] == []


def test_what_was_only_shown_goes_with_its_words(told, qapp):
    findings = finding(FakeOffThread(), told)
    findings.add(saying("Tome metformina 850 mg", 0.0))
    assert told[-1] == ["metformina 850 mg"]
    findings.add(saying("Tome me", 0.0))
    assert told[-1] == []


def test_a_look_that_finds_the_same_tells_nothing(told, qapp):
    findings = finding(FakeOffThread(), told)
    findings.add(saying("Tome metformina 850 mg", 0.0))
    count = len(told)
    findings.add(saying("Tome metformina 850 mg", 0.02))
    findings.add(saying("Tome metformina 850 mg", 0.02))
    assert len(told) == count


def test_a_long_silence_takes_nothing_of_what_was_found(told, qapp):
    findings = finding(FakeOffThread(), told)
    findings.add(LiveUpdate((heard(0, "Tome metformina 850 mg cada 12 horas."),)))
    for number in range(1, 60):
        findings.add(LiveUpdate((heard(number, ""),)))
    assert len(told[-1]) == 1


def test_what_was_found_in_words_that_are_taken_back_is_found_no_more(told, qapp):
    findings = finding(FakeOffThread(), told)
    findings.add(LiveUpdate((heard(0, "Bueno, sí."), heard(1, "Tome metformina 850 mg."))))
    findings.add(LiveUpdate((heard(1, ""),)))
    assert told[-1] == []
