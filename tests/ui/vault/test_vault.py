"""What the window shows of the encryption."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QApplication

from aurity_desktop.domain.errors import KeysNotAuthentic, WeakPassphrase
from aurity_desktop.domain.keys import LockKind, Protection, VaultStatus
from tests.export.pdf_text import text_of_pdf

PLAIN = VaultStatus(Protection.PLAIN, (), 0, 2, False, "", "there is none")
ENCRYPTED = VaultStatus(Protection.OPEN, (LockKind.KEYRING,), 2, 0, True, "Keyring", "")


def told(panel):
    return " ".join(
        label.text()
        for label in (panel._state, panel._more, panel._told, panel._code_label)
        if not label.isHidden()
    )


def test_data_that_only_a_secret_opens_waits_on_one_page(stage, qtbot):
    window, vault = stage.window, stage.vault
    vault.is_open = False
    vault.needs = "correct horse"
    vault.begin()
    assert window.locking.overlay.stack.currentWidget() is window.locking.unlock_page
    window.locking.unlock_page.secret.setText("wrong")
    window.locking.unlock_page.open_button.click()
    assert "Incorrect passphrase" in window.locking.unlock_page.trouble.text()
    window.locking.unlock_page.secret.setText("correct horse")
    window.locking.unlock_page.open_button.click()
    assert window.locking.overlay.stack.currentWidget() is not window.locking.unlock_page
    assert window.locking.unlock_page.secret.text() == ""


def test_the_shortcuts_that_show_something_wait_too(stage):
    stage.vault.is_open = False
    stage.vault.needs = "correct horse"
    stage.vault.begin()
    assert not any(shortcut.isEnabled() for shortcut in stage.window._shortcuts._closed)
    stage.vault.unlock("correct horse")
    assert all(shortcut.isEnabled() for shortcut in stage.window._shortcuts._closed)


def test_the_settings_say_plainly_that_nothing_is_encrypted(stage):
    panel = stage.window.pages.protection
    stage.vault.status = PLAIN
    panel.look()
    assert "Not encrypted" in told(panel)
    assert "no usable keyring" in told(panel)
    assert panel.keyring_button.isHidden()


def test_two_different_passphrases_set_none(stage):
    panel = stage.window.pages.protection
    panel.secret.setText("one")
    panel.again.setText("other")
    panel.set_button.click()
    assert stage.vault.asked == []
    assert "do not match" in told(panel)
    panel.again.setText("one")
    panel.set_button.click()
    assert stage.vault.asked == ["one"]
    assert panel.secret.text() == ""


def test_a_recovery_code_is_shown_until_it_was_written_down_and_typed_again(stage):
    panel = stage.window.pages.protection
    stage.vault.status = ENCRYPTED
    panel.look()
    panel.code_button.click()
    assert "ABCD-EFGH" in told(panel)
    for typed in ("", "ABCD", "ABCD-EFGX"):
        panel.typed_code.setText(typed)
        assert not panel.noted_button.isEnabled()
    panel.typed_code.setText("abcd efgh jkmn pqrs tvwx yzol 2345 6789 ")
    panel.noted_button.click()
    assert "ABCD-EFGH" not in told(panel)
    assert panel.typed_code.text() == ""


@pytest.fixture
def clipboard():
    yield QApplication.clipboard()
    QApplication.clipboard().clear()


def test_a_recovery_code_is_copied_with_the_hint_that_no_history_keeps_it(stage, clipboard):
    panel = stage.window.pages.protection
    stage.vault.status = ENCRYPTED
    panel.look()
    panel.code_button.click()
    panel.copy_button.click()
    assert clipboard.text() == "ABCD-EFGH-JKMN-PQRS-TVWX-YZ01-2345-6789"
    assert clipboard.mimeData().hasFormat("x-kde-passwordManagerHint")


def test_a_recovery_code_is_printed_beside_the_window_and_typed_from_the_paper(stage, tmp_path):
    panel = stage.window.pages.protection
    stage.vault.status = ENCRYPTED
    panel.look()
    panel.code_button.click()
    panel.print_button.click()
    assert QApplication.activeModalWidget() is None
    (dialog,) = stage.window.findChildren(QPrintDialog)
    printer = dialog.printer()
    assert "ABCD" not in printer.docName()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "code.pdf"))
    dialog.accepted.emit(printer)
    dialog.close()
    (page,) = text_of_pdf((tmp_path / "code.pdf").read_bytes())
    assert "ABCD-EFGH-JKMN-PQRS" in page.replace(" ", "")
    assert "TVWX-YZ01-2345-6789" in page.replace(" ", "")
    assert not panel.noted_button.isEnabled()


def test_what_lies_plain_still_can_be_encrypted(stage):
    panel = stage.window.pages.protection
    stage.vault.status = replace(ENCRYPTED, plain_sessions=3)
    panel.look()
    assert "3" in told(panel)
    panel.rest_button.click()
    assert stage.vault.asked == ["what is there"]


def test_a_folder_that_is_not_encrypted_is_told_of_once(make_stage, tmp_path):
    kept = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    led = make_stage(geometry=kept)
    assert "protection" not in led.window.notices._lines  # it is the third of the first steps
    led.vault.opened.emit()
    (step,) = (each for each in led.window.notices.lines() if each.key == "first_steps")
    step.dismissed.emit("first_steps")
    first = make_stage(geometry=kept)
    assert "protection" in first.window.notices._lines
    second = make_stage(geometry=kept)
    assert "protection" not in second.window.notices._lines


def test_an_encrypted_folder_without_a_code_is_reminded_of_it(stage):
    stage.vault.status = ENCRYPTED
    stage.vault.look()
    assert "recovery code" in stage.window.notices._lines["protection"].text()
    stage.vault.status = replace(ENCRYPTED, locks=(LockKind.KEYRING, LockKind.RECOVERY))
    stage.vault.look()
    assert "protection" not in stage.window.notices._lines


def test_what_opens_the_data_is_changed_only_with_the_present_secret(stage):
    panel, vault = stage.window.pages.protection, stage.vault
    assert panel.present.isHidden()
    vault.status = replace(ENCRYPTED, locks=(LockKind.KEYRING, LockKind.PASSPHRASE))
    vault.present = "correct horse battery"
    panel.look()
    assert not panel.present.isHidden()
    for wrong in ("", "wrong"):
        panel.present.setText(wrong)
        panel.secret.setText("another stapled battery")
        panel.again.setText("another stapled battery")
        panel.set_button.click()
        assert "Nothing was changed" in told(panel)
        panel.code_button.click()
        assert "ABCD-EFGH" not in told(panel)
    assert vault.asked == []
    panel.present.setText("correct horse battery")
    panel.secret.setText("another stapled battery")
    panel.again.setText("another stapled battery")
    panel.set_button.click()
    assert vault.asked == ["another stapled battery"]
    assert panel.present.text() == ""
    panel.present.setText("correct horse battery")
    panel.code_button.click()
    assert "ABCD-EFGH" in told(panel)


def test_a_passphrase_that_is_too_weak_is_told_with_the_reason(stage):
    panel = stage.window.pages.protection
    for short, words in ((True, "12 characters"), (False, "easy to guess")):
        stage.vault.failed.emit(WeakPassphrase(short=short))
        assert words in told(panel)
    assert not stage.window.notices.shows("failed")  # one place is enough


def test_while_a_passphrase_is_set_the_settings_no_longer_say_that_nothing_is_encrypted(stage):
    panel = stage.window.pages.protection
    stage.vault.status = PLAIN
    panel.look()
    stage.vault.encrypting = True
    for field in (panel.secret, panel.again):
        field.setText("correct horse battery")
    panel.set_button.click()
    assert "Not encrypted" not in told(panel)
    assert not panel.set_button.isEnabled()


def test_what_opens_the_lock_is_not_asked_for_again_by_the_data(stage):
    """At a start both stand before the data, and one passphrase opens both."""
    stage.vault.needs = "right"
    stage.vault.begin()
    stage.lock.lock()
    stage.vault.needs = ""  # the lock opened the vault with it
    stage.lock.unlock()
    assert stage.vault.is_open
    overlay = stage.window.locking.overlay
    assert overlay.stack.currentWidget() is not stage.window.locking.unlock_page


def test_keys_that_somebody_changed_are_told_in_a_line_that_stays(stage):
    stage.vault.failed.emit(KeysNotAuthentic("its content is another"))
    assert "changed by something other" in stage.window.notices._lines["failed"].text()
