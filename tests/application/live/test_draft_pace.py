import pytest

from aurity_desktop.application.live.draft_pace import UNCHECKED, DraftPace, GlancePace
from aurity_desktop.domain.audio import SAMPLE_RATE, SLICE_SAMPLES


@pytest.fixture
def pace():
    return DraftPace()


def test_a_quick_machine_lets_the_draft_hear_most_of_the_slice(pace):
    pace.took(0.3)
    assert pace.begins_at > SLICE_SAMPLES / 2


@pytest.mark.parametrize("spent", [0.8 + n / 70 for n in range(70)])
def test_a_draft_begins_so_early_that_one_as_long_as_the_last_is_done_when_the_slice_is_whole(
    pace, spent
):
    pace.took(spent)
    assert pace.begins_at / SAMPLE_RATE + spent < SLICE_SAMPLES / SAMPLE_RATE
    assert not pace.comes_too_late


def test_a_long_draft_counts_less_with_every_shorter_one(pace):
    pace.took(1.5)
    begins = []
    for _ in range(4):
        pace.took(0.4)
        begins.append(pace.begins_at)
    assert begins == sorted(set(begins))


@pytest.mark.parametrize("spent", [1.9, 2.4, 3.0])
def test_one_long_draft_among_short_ones_is_no_reason_to_call_a_machine_slow(pace, spent):
    for _ in range(3):
        pace.took(spent)
        while pace.comes_too_late:
            pace.skip()
        assert not pace.gives_up
        for _ in range(7):
            pace.took(0.4)


def test_where_a_draft_takes_longer_than_a_slice_leaves_none_is_written_until_some_went_by(pace):
    pace.took(2.4)
    skipped = 0
    while pace.comes_too_late:
        pace.skip()
        skipped += 1
    assert skipped == 3


@pytest.mark.parametrize(("seconds_before", "is_due"), [(0.8, True), (0.6, False)])
def test_a_long_glance_is_over_before_the_check_of_a_draft(seconds_before, is_due):
    glances = GlancePace()
    glances.took(0.7)
    assert glances.is_due(_before_the_check(seconds_before), SLICE_SAMPLES) is is_due


@pytest.mark.parametrize("seconds_before", [0.8, 0.3, 0.0, -0.2])
def test_a_short_glance_may_be_made_at_any_time(seconds_before):
    glances = GlancePace()
    glances.took(0.3)
    assert glances.is_due(_before_the_check(seconds_before), SLICE_SAMPLES)


def test_one_glance_that_waited_for_a_slice_stops_none_of_the_next():
    glances = GlancePace()
    for spent in (0.2, 0.2, 1.2):
        glances.took(spent)
    assert glances.is_due(round(0.4 * SAMPLE_RATE), SLICE_SAMPLES)


def test_where_nobody_spoke_the_first_word_is_looked_for_at_once():
    glances = GlancePace()
    glances.took(0.2)
    glances.heard(SAMPLE_RATE)
    just_after = SAMPLE_RATE + SAMPLE_RATE // 10
    assert not glances.is_due(just_after, SLICE_SAMPLES)
    glances.read_nothing()
    assert glances.is_due(just_after, SLICE_SAMPLES)


def test_where_glances_are_long_none_is_made_until_some_slices_went_by():
    glances = GlancePace()
    for _ in range(3):
        glances.took(1.2)
    skipped = 0
    while not glances.is_due(2 * SAMPLE_RATE, 2 * SLICE_SAMPLES):
        glances.skip()
        skipped += 1
    assert skipped == 2


def _before_the_check(seconds):
    return SLICE_SAMPLES - UNCHECKED - round(seconds * SAMPLE_RATE)
