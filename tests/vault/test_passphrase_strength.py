"""What a new passphrase must be; those that are there open as before."""

import pytest

from aurity_desktop.domain.errors import WeakPassphrase
from aurity_desktop.vault import passphrase_strength
from aurity_desktop.vault.passphrase_strength import Weakness, require_strength, weakness


@pytest.mark.parametrize(
    "passphrase",
    [
        "correct horse battery",
        "caballo bater\u00eda grapa",
        "mi perro se llama Toby",
        "x9#Kq2!vLp7z",
        "\u6b63\u786e\u7684\u9a6c\u7535\u6c60\u9489\u4e66\u673a\u6811\u6cb3\u5c71\u706b",
        "correct horse battery staple " * 30,
    ],
)
def test_a_few_words_that_do_not_belong_together_will_do(passphrase):
    assert weakness(passphrase) is None
    require_strength(passphrase)


@pytest.mark.parametrize("passphrase", ["", "short", "x9#Kq2!vLp7", "n\u0303" * 11])
def test_fewer_than_twelve_characters_are_too_few(passphrase):
    assert weakness(passphrase) is Weakness.SHORT
    with pytest.raises(WeakPassphrase, match="12 characters"):
        require_strength(passphrase)


@pytest.mark.parametrize(
    "passphrase",
    [
        "aaaaaaaaaaaaaaaa",
        "123456789012",
        "Password1234!",
        "qwertyuiop12",
        "hunter2hunter2",
        "aurityaurity",
        "contrase\u00f1a123",
        "Contrasena2026",
        "pacientes2026",
    ],
)
def test_what_is_guessed_soon_is_refused(passphrase):
    assert weakness(passphrase) is Weakness.GUESSABLE
    with pytest.raises(WeakPassphrase, match="guessed soon"):
        require_strength(passphrase)


def test_the_accounts_name_is_guessed_first(monkeypatch):
    assert weakness("tzvorkqwxyjk") is None
    monkeypatch.setattr(passphrase_strength.getpass, "getuser", lambda: "tzvorkqwxyjk")
    assert weakness("tzvorkqwxyjk") is Weakness.GUESSABLE


def test_an_account_without_a_name_is_no_reason_to_fail(monkeypatch):
    def none():
        raise KeyError

    monkeypatch.setattr(passphrase_strength.getpass, "getuser", none)
    assert weakness("correct horse battery") is None
