import codecs

import pytest

from aurity_desktop.cli.secrets import read_secret
from aurity_desktop.domain.errors import UsageError
from aurity_desktop.runtime.settings import change_settings, load_settings

SECRET = "contraseña segura"

MARKED = {
    "UTF-8": SECRET.encode(),
    "UTF-8 of Notepad": codecs.BOM_UTF8 + SECRET.encode(),
    "UTF-16 of PowerShell": codecs.BOM_UTF16_LE + SECRET.encode("utf-16-le"),
    "UTF-16, big endian": codecs.BOM_UTF16_BE + SECRET.encode("utf-16-be"),
}


@pytest.mark.parametrize("end", ["", "\n", "\r\n", "\r\nanother line\r\n"])
@pytest.mark.parametrize("marked", MARKED)
def test_a_secret_is_what_was_typed_into_the_file_and_not_how_the_editor_marks_it(
    tmp_path, marked, end
):
    encoding = "utf-16-le" if "Power" in marked else "utf-16-be" if "16" in marked else "utf-8"
    file = tmp_path / "passphrase.txt"
    file.write_bytes(MARKED[marked] + end.encode(encoding))
    assert read_secret(file) == SECRET


def test_a_file_that_is_no_text_is_no_secret(tmp_path):
    file = tmp_path / "passphrase.txt"
    file.write_bytes("contraseña".encode("latin-1"))
    with pytest.raises(UsageError, match="cannot be read"):
        read_secret(file)


@pytest.mark.parametrize("mark", [codecs.BOM_UTF8, b""])
def test_settings_that_were_saved_by_notepad_are_read_and_changed(tmp_path, mark):
    file = tmp_path / "settings.toml"
    file.write_bytes(mark + b'theme = "dark"\r\n# mine\r\n')
    assert load_settings(file).theme == "dark"
    assert change_settings(file, retention_days=30).theme == "dark"
    assert b"# mine" in file.read_bytes()
