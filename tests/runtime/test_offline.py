"""What a library wrote down to be sent is removed, and nothing else."""

from aurity_desktop.runtime.offline import forget_telemetry


def test_the_queue_of_onnxruntime_goes_with_the_folders_that_were_made_for_it(tmp_path):
    queue = tmp_path / ".cache" / "Microsoft" / "DeveloperTools" / ".onnxruntime"
    queue.mkdir(parents=True)
    (queue / "deviceid").write_text("x")
    forget_telemetry(tmp_path)
    assert not (tmp_path / ".cache" / "Microsoft").exists()
    assert (tmp_path / ".cache").is_dir()


def test_what_other_programs_keep_there_stays(tmp_path):
    queue = tmp_path / ".cache" / "Microsoft" / "DeveloperTools" / ".onnxruntime"
    queue.mkdir(parents=True)
    kept = tmp_path / ".cache" / "Microsoft" / "Edge"
    kept.mkdir()
    forget_telemetry(tmp_path)
    assert kept.is_dir()
    assert not queue.exists()


def test_a_moved_folder_of_caches_is_looked_at_too(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "moved"))
    queue = tmp_path / "moved" / "Microsoft" / "DeveloperTools" / ".onnxruntime"
    queue.mkdir(parents=True)
    forget_telemetry(tmp_path / "home")
    assert not queue.exists()


def test_a_link_in_its_place_is_left_alone(tmp_path):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "diary").write_text("x")
    folder = tmp_path / ".cache" / "Microsoft" / "DeveloperTools"
    folder.mkdir(parents=True)
    (folder / ".onnxruntime").symlink_to(elsewhere)
    forget_telemetry(tmp_path)
    assert (elsewhere / "diary").exists()
