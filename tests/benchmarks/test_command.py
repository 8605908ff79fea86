"""`make bench`: which suites run, with which options, and what is refused in one line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.benchmarks.__main__ import _SUITES, main


@pytest.mark.parametrize("name", _SUITES)
def test_every_suite_shows_its_options(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([name, "--help"]) == 0
    assert f"usage: bench {name} " in capsys.readouterr().out


def test_the_help_of_all_names_every_suite(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    told = capsys.readouterr().out
    assert all(f"  {name} " in told for name in _SUITES)


def test_a_suite_that_does_not_exist_is_refused_in_one_line(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["speed"]) == 2
    assert capsys.readouterr().err.startswith("bench: There is no suite 'speed'; there are: asr,")


def test_an_option_that_only_one_of_several_suites_knows_is_refused_before_any_is_measured(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["asr", "diarization", "--json", "--noise", "0"]) == 2
    assert capsys.readouterr() == (
        "",
        "bench: The suite diarization has no option --noise. Run the suites one by one.\n",
    )


def test_a_folder_that_is_not_there_is_refused_in_one_line(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AURITY_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("AURITY_SPEECH_DIR", str(tmp_path / "named"))
    assert main(["diarization"]) == 2
    assert capsys.readouterr().err == f"bench: There is no folder {tmp_path / 'named'}.\n"
    assert main(["diarization", "--folder", str(tmp_path / "given")]) == 2
    assert capsys.readouterr().err == f"bench: There is no folder {tmp_path / 'given'}.\n"
