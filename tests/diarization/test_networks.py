"""The networks rearranged for speed, against themselves as published and Kaldi's features."""

import pytest

from aurity_desktop.diarization import torch_setup
from aurity_desktop.domain.errors import ModelDamaged, ModelMissing
from tests.benchmarks.diarization.whole_pyannote import import_torchaudio

pytestmark = pytest.mark.models


@pytest.fixture(scope="module")
def torch():
    torch_setup.prepare(2)
    import torch

    torch.manual_seed(7)
    return torch


@pytest.fixture(scope="module")
def embedding_file(models_dir):
    return models_dir / "campplus" / "campplus_cn_en_common.pt"


@pytest.fixture(scope="module")
def segmentation_file(models_dir):
    return models_dir / "segmentation-3.0" / "pytorch_model.bin"


@pytest.fixture(scope="module")
def sound(torch, sample_wav):
    import soundfile

    return torch.from_numpy(soundfile.read(sample_wav, dtype="float32")[0][: 14 * 16_000])


def test_features_are_kaldis(torch, sound):
    import_torchaudio()
    from torchaudio.compliance import kaldi

    from aurity_desktop.diarization.fbank import fbank

    expected = kaldi.fbank(sound[None], num_mel_bins=80, dither=0.0, sample_frequency=16_000)
    assert torch.allclose(fbank(sound), expected, atol=0.02)
    assert (fbank(sound) - expected).abs().mean() < 1e-4


def test_a_sound_shorter_than_a_frame_has_no_features(torch):
    from aurity_desktop.diarization.fbank import fbank

    assert fbank(torch.zeros(399)).shape == (0, 80)


@pytest.mark.parametrize("frames", [20, 200, 330])
def test_the_rearranged_network_gives_the_same_embedding(torch, embedding_file, frames):
    from aurity_desktop.diarization import campplus
    from aurity_desktop.diarization.campplus_frames import VoiceFrames

    network = campplus.load(embedding_file)
    assert len(network.state_dict()) == 937
    fast = VoiceFrames(network)
    features = torch.randn(2, frames, 80)
    with torch.inference_mode():
        expected = network(features)
        found = torch.stack([fast.pool(one) for one in fast(features)])
    assert torch.allclose(found, expected, atol=1e-4)


@pytest.fixture(scope="module")
def segmented(torch, segmentation_file, sound):
    """The network, and what it says itself about overlapping windows of the sound, one by one."""
    from aurity_desktop.diarization import segmentation

    network = segmentation.load(segmentation_file)
    with torch.inference_mode():
        return network, network(sound.unfold(0, 160_000, 16_000)[:, None]).exp()


def test_overlapping_windows_at_once_are_segmented_as_one_by_one(torch, segmented, sound):
    from aurity_desktop.diarization.segmentation import SlidingSegmentation

    network, expected = segmented
    sliding = SlidingSegmentation(network, recurrent_type=torch.float32)
    with torch.inference_mode():
        found = sliding(sound, 160_000, 16_000).exp()
    assert torch.allclose(found, expected, atol=1e-3)


def test_the_precision_chosen_for_this_processor_changes_hardly_a_frame(torch, segmented, sound):
    from aurity_desktop.diarization.segmentation import SlidingSegmentation

    network, expected = segmented
    sliding = SlidingSegmentation(network)
    with torch.inference_mode():
        found = sliding(sound, 160_000, 16_000)
    assert (found.argmax(-1) != expected.argmax(-1)).float().mean() < 0.02


@pytest.mark.parametrize(
    ("capabilities", "level", "chosen"),
    [
        ({"avx512_bf16": True, "avx512_f": True}, "AVX512", "bfloat16"),
        ({"avx512_bf16": False, "avx512_f": True}, "AVX512", "float32"),
        ({"avx512_bf16": True}, "AVX2", "float32"),  # torch is told to do without
        ({"avx512_bf16": True}, "DEFAULT", "float32"),
        ({"avx2": True}, "AVX2", "float32"),
        ({"architecture": "arm64"}, "DEFAULT", "float32"),
    ],
)
def test_half_the_precision_is_chosen_only_where_the_processor_computes_it(
    torch, capabilities, level, chosen
):
    from aurity_desktop.diarization.segmentation import recurrent_type_of

    assert recurrent_type_of(capabilities, level) is getattr(torch, chosen)


def test_a_missing_model_is_named(torch, tmp_path):
    from aurity_desktop.diarization import campplus, segmentation

    for module in (campplus, segmentation):
        with pytest.raises(ModelMissing, match="models install"):
            module.load(tmp_path / "nothing.bin")


def test_a_damaged_model_is_refused(torch, tmp_path, embedding_file, segmentation_file):
    from aurity_desktop.diarization import campplus, segmentation

    for module, file in ((campplus, embedding_file), (segmentation, segmentation_file)):
        broken = tmp_path / file.name
        broken.write_bytes(file.read_bytes()[:100_000])
        with pytest.raises(ModelDamaged, match=file.name):
            module.load(broken)


def test_a_model_that_is_a_program_is_refused(torch, tmp_path):
    from aurity_desktop.diarization import segmentation

    torch.save({"hyper_parameters": _Program()}, tmp_path / "program.bin")
    with pytest.raises(ModelDamaged):
        segmentation.load(tmp_path / "program.bin")


class _Program:
    def __reduce__(self):
        return (print, ("run",))
