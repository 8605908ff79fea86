"""What software centres, menus and build services read of us."""

import ast
import importlib
import plistlib
import re
import shlex
import subprocess

import pytest
import yaml

LINUX = "packaging/linux"


@pytest.mark.parametrize(
    "command",
    [
        ("appstreamcli", "validate", "--no-net", f"{LINUX}/com.aurity.desktop.metainfo.xml"),
        ("desktop-file-validate", f"{LINUX}/aurity-desktop.desktop"),
    ],
    ids=lambda command: command[0],
)
def test_the_systems_own_validator_accepts_it(repository, command):
    done = subprocess.run(command, cwd=repository, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_menu_entry_and_the_software_centre_mean_the_same_program(repository):
    entry = (repository / LINUX / "aurity-desktop.desktop").read_text(encoding="utf-8")
    metadata = (repository / LINUX / "com.aurity.desktop.metainfo.xml").read_text(encoding="utf-8")
    categories = re.search(r"^Categories=(.+);$", entry, re.MULTILINE)[1].split(";")
    assert re.findall(r"<category>(\w+)</category>", metadata) == categories
    assert '<launchable type="desktop-id">aurity-desktop.desktop</launchable>' in metadata
    assert "Exec=aurity-desktop" in entry.splitlines()


def test_every_file_that_the_flatpak_is_made_of_is_there(repository):
    folder = repository / LINUX
    manifest = yaml.safe_load((folder / "com.aurity.desktop.yml").read_text(encoding="utf-8"))
    assert not any("network" in each for each in manifest["finish-args"])
    (module,) = manifest["modules"]
    paths = [source["path"] for source in module["sources"]]
    assert "../../dist/aurity-desktop" in paths
    for path in paths:
        assert path.startswith("../../dist/") or (folder / path).exists(), path


def test_the_workflow_calls_only_what_there_is(repository):
    text = (repository / "packaging/workflows/installers.yml").read_text(encoding="utf-8")
    jobs = yaml.safe_load(text)["jobs"]
    assert set(jobs) == {"linux", "windows", "macos"}
    targets = set(re.findall(r"^([\w-]+):", (repository / "Makefile").read_text(), re.MULTILINE))
    for name, job in jobs.items():
        commands = [step["run"] for step in job["steps"] if "run" in step]
        assert any("smoke" in each or "package-test" in each for each in commands), name
        assert any("bom.cdx.json" in each for each in commands), name
        assert any("sha256sum" in each or "shasum" in each for each in commands), name
        for command in commands:
            words = shlex.split(command.replace("$(", " ").replace(")", " "))
            assert words[0] != "make" or set(words[1:]) <= targets, command
            for word in words:
                if word.startswith("packaging/"):
                    assert (repository / word).exists(), word


def test_what_builds_the_program_takes_only_names_that_there_are(repository, monkeypatch):
    monkeypatch.syspath_prepend(str(repository / "packaging"))
    specification = ast.parse((repository / "aurity.spec").read_text(encoding="utf-8"))
    taken = [
        (node.module, name.name)
        for node in ast.walk(specification)
        if isinstance(node, ast.ImportFrom)
        for name in node.names
    ]
    assert ("bundle", "EXCLUDED") in taken
    for module, name in taken:
        if not module.startswith("PyInstaller"):
            assert hasattr(importlib.import_module(module), name), f"{module}.{name}"
    for hook in (repository / "packaging/hooks").glob("*.py"):
        compile(hook.read_text(encoding="utf-8"), hook, "exec")
        assert f'"{hook.name}"' in ast.unparse(specification).replace("'", '"')


def test_macos_is_asked_for_the_microphone_and_says_why(repository):
    with (repository / "packaging/macos/entitlements.plist").open("rb") as file:
        assert plistlib.load(file)["com.apple.security.device.audio-input"] is True
    assert "NSMicrophoneUsageDescription" in (repository / "aurity.spec").read_text()


def test_windows_asks_before_recordings_go_and_keeps_them_where_nobody_is_asked(repository):
    script = (repository / "packaging/windows/aurity.iss").read_text(encoding="utf-8")
    paths = (repository / "src/aurity_desktop/runtime/paths.py").read_text(encoding="utf-8")
    assert '_APP = "aurity-desktop"' in paths
    assert "{localappdata}\\aurity-desktop" in script
    (condition,) = re.findall(r"if \(Step = usPostUninstall\).*then", script)
    assert "not UninstallSilent" in condition
    for language in ("es", "en"):
        assert f"{language}.KeepRecordings=" in script
    assert "PrivilegesRequired=lowest" in script
