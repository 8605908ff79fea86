"""Everything that is shipped is in the bill of materials, with a licence, and its notices by it."""

import importlib
import json
import shutil
import sys
from importlib.metadata import distribution
from pathlib import Path, PurePath

import pytest

_MODULES = ("bundle", "bill_of_materials", "left_out")


@pytest.fixture(scope="module")
def bundle():
    folder = str(Path(__file__).resolve().parents[2] / "packaging")
    sys.path.insert(0, folder)
    try:
        yield importlib.import_module("bundle")
    finally:
        sys.path.remove(folder)
        for name in _MODULES:
            sys.modules.pop(name, None)


@pytest.fixture(scope="module")
def bill(bundle):
    return sys.modules["bill_of_materials"]


@pytest.fixture(scope="module")
def sources(bundle, bill):
    """The files of all packages of the lock but those that are excluded by name."""
    left_out = {name.partition(".")[0] for name in bundle.EXCLUDED if name.count(".") == 0}
    return [
        str(file.locate())
        for package in bill.locked_packages()
        for file in package.files or ()
        if file.parts[0].partition(".")[0] not in left_out
    ]


@pytest.fixture(scope="module")
def packages(bill, sources):
    return bill.shipped_packages(sources)


@pytest.fixture(scope="module")
def carried(bill, packages):
    """As PyInstaller lists them: the libraries that the shipped packages carry."""
    found = [
        (str(file), str(file.locate()), "BINARY")
        for package in packages
        for file in package.files or ()
        if bill.is_carried(str(file)) and ".so" in file.name
    ]
    assert found
    return found


@pytest.fixture(scope="module")
def binaries(carried):
    """Those of them that are shipped: `left_out.py` leaves two out."""
    return [
        entry for entry in carried if not Path(entry[0]).name.startswith(("libx264", "libx265"))
    ]


@pytest.fixture(scope="module")
def components(bill, binaries, packages):
    found = json.loads(bill.document(binaries, packages))["components"]
    return {each["bom-ref"]: each for each in found}


def test_every_part_states_its_licence(components):
    assert not [name for name, each in components.items() if not each["licenses"]]


def test_packages_libraries_models_and_python_are_in_it(components, binaries):
    assert f"pkg:pypi/av@{distribution('av').version}" in components
    assert {each["type"] for each in components.values()} == {
        "file",
        "library",
        "machine-learning-model",
        "platform",
    }
    for target, _, _ in binaries:
        (digest,) = components[f"file:{target}"]["hashes"]
        assert len(digest["content"]) == 64
    models = [each for each in components.values() if each["type"] == "machine-learning-model"]
    assert len(models) == 4
    assert all(file["hashes"] for model in models for file in model["components"])


def test_what_is_for_development_only_is_not_in_it(components):
    names = {each["name"] for each in components.values()}
    assert not names & {"pytest", "ruff", "pyinstaller", "torchcodec"}
    assert "redis" in names


def test_a_package_is_in_it_where_one_of_its_files_is_taken(bill, tmp_path):
    av = next(str(file.locate()) for file in distribution("av").files if file.suffix == ".so")
    copy = str(bill.CHANGED / av.removeprefix("/"))
    metadata = [str(file.locate()) for file in distribution("torch").files if file.name == "RECORD"]
    for taken in (av, copy):
        shipped = bill.shipped_packages([taken, *metadata, str(tmp_path / "av.py")])
        assert [each.metadata["Name"] for each in shipped] == ["av"]


def test_no_library_that_a_wheel_carries_is_under_the_gpl_alone(bill, carried):
    """But the two of PyAV's that `left_out.py` leaves out, of which the table knows nothing."""
    unknown = set()
    for target, _, _ in carried:
        try:
            licence = bill.library_named(target)["licence"]
        except bill.LicenceUnknown:
            unknown.add(Path(target).name.partition("-")[0])
            continue
        ways = licence.split(" OR ")
        assert any(not way.startswith("GPL") or " WITH " in way for way in ways), target
    assert unknown == {"libx264", "libx265"}


def test_a_library_that_nobody_knows_stops_the_build(bill, tmp_path):
    library = tmp_path / "libnew.so"
    library.touch()
    with pytest.raises(bill.LicenceUnknown, match="libnew"):
        bill.document([("new.libs/libnew.so", str(library), "BINARY")], [])


def test_a_package_without_a_licence_stops_the_build(bill, tmp_path):
    folder = tmp_path / "nameless-1.dist-info"
    folder.mkdir()
    (folder / "METADATA").write_text("Metadata-Version: 2.1\nName: nameless\nVersion: 1\n")
    (found,) = importlib.metadata.distributions(path=[str(tmp_path)])
    with pytest.raises(bill.LicenceUnknown, match="nameless"):
        bill.licence_of(found)


def test_the_same_parts_make_the_same_bill_and_others_another(bill, binaries, packages):
    first = bill.document(binaries, packages)
    assert bill.document(list(reversed(binaries)), packages) == first
    other = json.loads(bill.document(binaries[1:], packages))
    assert other["serialNumber"] != json.loads(first)["serialNumber"]


def test_the_owner_chooses_the_licence_of_the_program(bill):
    program = json.loads(bill.document([], []))["metadata"]["component"]
    assert program["name"] == "aurity-desktop"
    assert "licenses" not in program


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Debian has these texts")
def test_the_notices_of_every_shipped_package_lie_by_or_the_table_has_them(bundle, packages):
    entries = [PurePath(target) for target, _, _ in bundle.bundled_licences(packages)]
    assert len(set(entries)) == len(entries), "one would take the place of another"
    laid = {(target.parent.parts[1:], target.name) for target in entries}
    folders = {folder[0] for folder, _ in laid if folder}
    table = (Path(bundle.__file__).parent / "licences" / "libraries.toml").read_text()
    for package in packages:
        name = package.metadata["Name"].lower()
        qt = name in ("pyside6_essentials", "shiboken6")  # LGPL-3, whose text lies among the texts
        assert name in folders or qt or f"package.{name}" in table, name
    assert {(("texts",), name) for name in ("GPL-3", "LGPL-3", "LGPL-2.1", "Apache-2.0")} <= laid


@pytest.mark.skipif(shutil.which("dpkg-query") is None, reason="Debian knows")
def test_a_changed_copy_of_the_systems_library_is_known_as_of_its_package(bundle, bill):
    (source, _), *_ = bundle.foreign_libraries()
    assert Path(source).is_relative_to(bill.CHANGED)
    binaries = [("libportaudio.so.2", source, "BINARY")]
    ((target, notice, _),) = bundle.licences_of_the_system(binaries)
    assert target.endswith("libportaudio2/copyright")
    assert "Ross Bencina" in Path(notice).read_text(encoding="utf-8")
    parts = json.loads(bill.document(binaries, []))["components"]
    (part,) = (each for each in parts if each["name"] == "libportaudio.so.2")
    assert part["description"].endswith("changed (left_out.py)")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Debian's packages are asked")
def test_a_library_of_the_system_that_is_of_no_package_stops_the_build(bill, tmp_path):
    stray = tmp_path / "libstray.so.1"
    stray.write_bytes(b"\x7fELF")
    with pytest.raises(bill.LicenceUnknown, match="libstray"):
        bill.document([("libstray.so.1", str(stray), "BINARY")], [])


def test_nothing_of_cuda_is_shipped(bundle):
    assert "torchaudio" in bundle.EXCLUDED, "its compiled half is linked to CUDA"
    assert bundle.is_ballast("libcudart.so.13")


def test_libraries_of_the_system_come_with_the_notice_of_their_package(bundle, bill, tmp_path):
    import _ctypes  # noqa: F401 - links to libffi

    maps = Path("/proc/self/maps").read_text().splitlines()
    source = next(line.split()[-1] for line in maps if "/libffi.so" in line or "/libc.so" in line)
    binaries = [("libsystem.so", source, "BINARY")]
    name, version = bill.debian_package(source)
    assert version
    ((target, notice, kind),) = bundle.licences_of_the_system(binaries)
    assert (target, kind) == (f"licences/debian/{name}/copyright", "DATA")
    assert Path(notice).is_file()
    entry = bundle.bill_of_materials(binaries, [], tmp_path)
    assert entry[0] == "bom.cdx.json"
    components = json.loads(Path(entry[1]).read_text())["components"]
    assert [each for each in components if name in each.get("description", "")]


def test_the_frozen_program_is_built_with_its_bill(repository):
    specification = (repository / "aurity.spec").read_text(encoding="utf-8")
    *_, last = specification.partition("archive = PYZ")[0].split("analysis.datas += ")
    assert "    bill_of_materials(analysis.binaries, packages, " in last
    assert "    *licences_of_the_system(analysis.binaries)," in last
    assert "    *bundled_licences(packages)," in last
