import threading
import time
from dataclasses import replace

import pytest

from aurity_desktop.domain.errors import FolderNotWritable
from aurity_desktop.runtime import settings as settings_module
from aurity_desktop.runtime.settings import (
    BadSettings,
    Settings,
    SettingsKeeper,
    change_settings,
    load_settings,
    save_settings,
    user_name,
)
from aurity_desktop.storage.file_lock import FileLock


@pytest.fixture
def file(tmp_path):
    return tmp_path / "settings.toml"


def test_without_a_file_the_defaults_hold(file):
    assert load_settings(file) == Settings()


def test_what_was_saved_is_loaded_again(file):
    chosen = Settings(theme="dark", vocabulary=("metformina", "losartán"), microphone="Mesa")
    save_settings(file, chosen)
    assert load_settings(file) == chosen


def test_the_file_is_private(file):
    save_settings(file, Settings())
    assert file.stat().st_mode & 0o777 == 0o600


def test_comments_and_keys_of_a_newer_version_survive_saving(file):
    file.write_text('# mine\ntheme = "dark"\nfrom_the_future = 3\n')
    save_settings(file, Settings(theme="light"))
    text = file.read_text()
    assert "# mine" in text
    assert "from_the_future = 3" in text
    assert load_settings(file).theme == "light"


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("theme = ", "cannot be used"),
        ('theme = "mauve"', "theme"),
        ("theme = 3", "theme"),
        ('vocabulary = "one"', "vocabulary"),
        ("vocabulary = [1]", "vocabulary"),
        ('speech_language = "xx"', "speech_language"),
        ('interface_language = "fr"', "interface_language"),
        ("require_consent = 1", "require_consent"),
        ("retention_days = true", "retention_days"),
        ("retention_days = -1", "retention_days"),
        ('lock_minutes = "5"', "lock_minutes"),
        ("recording_hours = 0", "recording_hours"),
        ("recording_hours = 25", "recording_hours"),
        ("queue.url = 3", "queue.url"),
    ],
)
def test_a_file_that_cannot_be_understood_is_refused_by_name_and_kept(file, text, named):
    file.write_text(text)
    with pytest.raises(BadSettings, match=named):
        load_settings(file)
    assert file.read_text() == text


@pytest.mark.parametrize(
    "text",
    [
        'queue.url = "redis://desk"\n',
        '[queue]\nurl = "redis://desk"\n',
        'queue_url = "redis://desk"\n',  # as the first versions wrote it
    ],
)
def test_the_queue_has_its_own_table(file, text):
    file.write_text(text)
    settings = load_settings(file)
    assert settings.queue_url == "redis://desk"
    save_settings(file, settings)
    assert "queue_url" not in file.read_text()
    assert load_settings(file) == settings


def test_a_queue_nobody_set_leaves_no_table(file):
    save_settings(file, Settings())
    assert "queue" not in file.read_text()


def test_two_who_set_something_at_the_same_moment_both_have_it(file, monkeypatch):
    """The second begins between the first one's reading and its writing, and has to wait."""
    second = threading.Thread(target=change_settings, args=(file,), kwargs={"retention_days": 365})
    waits, real_sleep, real_write = threading.Event(), time.sleep, settings_module.write_whole

    def sleep(seconds):
        waits.set()
        real_sleep(seconds)

    def write(path, pieces):
        if second.ident is None:
            second.start()
            while second.is_alive() and not waits.is_set():
                second.join(0.01)
        real_write(path, pieces)

    monkeypatch.setattr("aurity_desktop.storage.file_lock.time.sleep", sleep)
    monkeypatch.setattr(settings_module, "write_whole", write)
    change_settings(file, theme="dark")
    second.join(10)
    assert waits.is_set()
    assert load_settings(file) == Settings(theme="dark", retention_days=365)


def test_a_process_that_was_stopped_while_it_wrote_keeps_nobody_for_ever(file, monkeypatch):
    monkeypatch.setattr(settings_module, "_PATIENCE_SECONDS", 0.0)
    stopped = FileLock(file.with_name("settings.toml.lock"))
    with pytest.raises(FolderNotWritable):
        save_settings(file, Settings(theme="dark"))
    assert not file.exists()
    stopped.release()
    save_settings(file, Settings(theme="dark"))
    assert load_settings(file).theme == "dark"


def test_what_another_process_has_set_since_is_not_written_over(file):
    begun = Settings()
    keeper = SettingsKeeper(file, begun)
    assert change_settings(file, retention_days=365).retention_days == 365
    keeper.keep(replace(begun, theme="dark"))
    assert load_settings(file) == Settings(theme="dark", retention_days=365)


def test_the_audit_names_whom_the_settings_name():
    assert user_name(Settings(user_id="dra.garcia")) == "dra.garcia"


def test_without_a_name_in_the_settings_the_login_name_is_taken(monkeypatch):
    monkeypatch.setenv("LOGNAME", "ana")
    assert user_name(Settings()) == "ana"
