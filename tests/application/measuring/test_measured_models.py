"""What both faces are told of the measured models."""

from aurity_desktop.application.measuring.measured_models import MeasuredModels
from aurity_desktop.domain.model_choice import Recommendation
from tests.fakes.speeds import HERE, speeds_of, whisper_speed

BASE = whisper_speed("base", busy=0.3, final=0.1)
HEAVY = whisper_speed("small", busy=0.9, final=0.4)


def test_a_second_pass_keeps_up_beside_the_live_text_that_is_recommended_not_its_own():
    beside_base = Recommendation("base", live_fits=True, final="small", keeps_up=True)
    assert MeasuredModels(HERE, speeds_of(BASE, HEAVY), beside_base).keeps_up(HEAVY)
    assert not MeasuredModels(HERE, speeds_of(HEAVY), None).keeps_up(HEAVY)
