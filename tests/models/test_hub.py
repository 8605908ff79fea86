"""Models from the hub: first against a hub in memory, then huggingface_hub itself against a server
of this test's own.
"""

import hashlib
import json
import os
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import SimpleNamespace

import pytest

from aurity_desktop.domain.errors import DiskFull, ModelDamaged, ModelRefused, ModelUnobtainable
from aurity_desktop.models import model_files
from aurity_desktop.models.hub import HubFile, HubSource
from aurity_desktop.models.install import DOWNLOADS, Installer
from aurity_desktop.models.model_store import ModelStore
from aurity_desktop.models.sources import FolderSource, NotHere
from aurity_desktop.models.stated_files import LOCK_NAME
from tests.models.worlds import sha256

COMMIT = "c" * 40
REVISION = "0c" * 20  # what the manifest asks for
CONTENT = {
    "model.bin": bytes(range(256)) * 400,
    "vocabulary.json": b'["a", "b"]',
    "README.md": b"not wanted",
}


def blob_id(content):
    return hashlib.sha1(b"blob %d\0" % len(content) + content).hexdigest()


class HubInMemory:
    """Large files carry a SHA-256, small ones only Git's blob id, as on the real one."""

    def __init__(self, content):
        self.content = dict(content)
        self.stated = dict(content)

    def listing(self, repository, revision):
        return COMMIT, tuple(
            HubFile(
                name,
                len(content),
                blob_id(content),
                sha256(content) if name.endswith(".bin") else "",
            )
            for name, content in self.stated.items()
        )

    def download(self, repository, commit, name, folder):
        path = folder / name
        path.write_bytes(self.content[name])
        return path


def test_what_the_disk_has_no_room_for_is_not_asked_for(world, models, steps, monkeypatch):
    asked = []
    hub = HubInMemory(CONTENT)
    hub.download = lambda *each: asked.append(each)
    monkeypatch.setattr(model_files.shutil, "disk_usage", lambda _: SimpleNamespace(free=1_000))
    with pytest.raises(DiskFull):
        Installer(
            models, world.manifest, [HubSource(hub, models / DOWNLOADS, steps)], steps
        ).install(["bigger"])
    assert asked == []


@pytest.fixture
def hub():
    return HubInMemory(CONTENT)


@pytest.fixture
def installer(world, hub, steps, models):
    return Installer(models, world.manifest, [HubSource(hub, models / DOWNLOADS, steps)], steps)


def test_what_the_hub_gives_is_recorded_and_holds_from_then_on(installer, models, world):
    installer.install(["bigger"])
    lock = json.loads((models / "bigger" / LOCK_NAME).read_text())
    assert lock["revision"] == COMMIT
    assert {file["name"]: file["sha256"] for file in lock["files"]} == {
        name: sha256(CONTENT[name]) for name in ("model.bin", "vocabulary.json")
    }
    store = ModelStore(models, world.manifest)
    assert store.require("bigger") == models / "bigger"
    assert store.best_whisper("es") == "bigger"
    (models / "bigger" / "vocabulary.json").write_bytes(b'["a", "X"]')
    with pytest.raises(ModelDamaged, match=r"vocabulary\.json"):
        store.require("bigger")


def test_files_that_were_not_asked_for_stay_where_they_are(installer, models):
    installer.install(["bigger"])
    assert not (models / "bigger" / "README.md").exists()


@pytest.mark.parametrize("name", ["model.bin", "vocabulary.json"])
def test_a_file_that_is_not_what_the_hub_states_is_refused_by_name(name, installer, hub, models):
    hub.content[name] = CONTENT[name][:-1] + b"!"
    with pytest.raises(ModelRefused, match=name):
        installer.install(["bigger"])
    assert not (models / "bigger" / name).exists()


def test_a_name_that_leads_out_of_the_folder_is_refused(installer, hub):
    hub.stated = {"model.bin": b"", "vocabulary.json/../../../outside": b"evil"}
    with pytest.raises(ModelUnobtainable, match="not a plain file name"):
        installer.install(["bigger"])


def test_progress_reaches_the_size_of_every_download(installer, steps):
    installer.install(["bigger"])
    assert steps.arrived["model.bin of someone/bigger"] == len(CONTENT["model.bin"])
    assert steps.sizes == steps.arrived


def test_a_repository_that_lacks_a_file_is_named(installer, hub):
    del hub.stated["model.bin"]
    with pytest.raises(ModelUnobtainable, match=r"someone/bigger has no model\.bin"):
        installer.install(["bigger"])


def test_a_folder_carries_a_hub_model_with_its_lock(installer, world, steps, models, tmp_path):
    installer.install(["bigger"])
    other = tmp_path / "other"
    Installer(other, world.manifest, [FolderSource(models)], steps).install(["bigger"])
    assert ModelStore(other, world.manifest).require("bigger") == other / "bigger"


def test_a_broken_lock_is_damage_and_an_installation_mends_it(installer, models, world):
    installer.install(["bigger"])
    (models / "bigger" / LOCK_NAME).write_text('{"files": [{"name": "../x"}]}')
    store = ModelStore(models, world.manifest)
    assert not store.is_installed("bigger")
    with pytest.raises(ModelDamaged, match=LOCK_NAME):
        store.require("bigger")
    installer.install(["bigger"])
    assert store.require("bigger")


def test_a_process_that_is_switched_off_the_network_does_not_ask_the_hub():
    # conftest has switched this very process off, and huggingface_hub is loaded so.
    import huggingface_hub  # noqa: F401

    from aurity_desktop.models.hub import PublicHub

    with pytest.raises(NotHere, match="switched off"):
        PublicHub().listing("someone/bigger", "main")


class _Hub(BaseHTTPRequestHandler):
    """The three answers that huggingface_hub needs to list and fetch files."""

    def do_HEAD(self):
        self._answer(body=False)

    def do_GET(self):
        self._answer(body=True)

    def _answer(self, *, body):
        path = self.path.split("?")[0]
        if path == f"/api/models/someone/bigger/revision/{REVISION}":
            content = json.dumps(_model_info()).encode()
            self._send(content, body, {"Content-Type": "application/json"})
            return
        name = path.removeprefix(f"/someone/bigger/resolve/{COMMIT}/")
        if name not in CONTENT:
            self.send_error(404)
            return
        content = CONTENT[name]
        etag = sha256(content) if name.endswith(".bin") else blob_id(content)
        self._send(content, body, {"ETag": f'"{etag}"', "X-Repo-Commit": COMMIT})

    def _send(self, content, body, headers):
        self.send_response(200)
        for name, value in {**headers, "Content-Length": str(len(content))}.items():
            self.send_header(name, value)
        self.end_headers()
        if body:
            self.wfile.write(content)

    def log_message(self, *_):
        pass


def _model_info():
    siblings = []
    for name, content in CONTENT.items():
        entry = {"rfilename": name, "size": len(content), "blobId": blob_id(content)}
        if name.endswith(".bin"):
            entry["lfs"] = {
                "sha256": sha256(content),
                "size": len(content),
                "pointerSize": 130,
            }
        siblings.append(entry)
    return {
        "id": "someone/bigger",
        "modelId": "someone/bigger",
        "sha": COMMIT,
        "siblings": siblings,
    }


@pytest.fixture
def hub_address():
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Hub)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


_INSTALL = """
import sys
from pathlib import Path
from aurity_desktop.runtime.offline import go_offline
go_offline()
from aurity_desktop.models.hub import HubSource, PublicHub
from aurity_desktop.models.install import Installer
from aurity_desktop.models.manifest import load_manifest
class Quiet:
    def step(self, what, size):
        return lambda count: None
folder = Path(sys.argv[2])
source = HubSource(PublicHub(), folder / ".downloads", Quiet())
Installer(folder, load_manifest(Path(sys.argv[1])), [source], Quiet()).install(["bigger"])
"""


def test_huggingface_hub_fetches_a_model_from_a_real_server(hub_address, world, models, tmp_path):
    manifest = tmp_path / "world" / "models.toml"
    done = subprocess.run(
        [sys.executable, "-c", _INSTALL, manifest, models],
        env={**os.environ, "HF_ENDPOINT": hub_address, "HF_HOME": str(tmp_path / "hf")},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    assert (models / "bigger" / "model.bin").read_bytes() == CONTENT["model.bin"]
    assert ModelStore(models, world.manifest).require("bigger") == models / "bigger"
