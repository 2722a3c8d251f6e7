"""Secrets as values: nothing here needs a database."""

import importlib.util

import pytest
from argon2 import PasswordHasher, extract_parameters
from argon2.exceptions import VerifyMismatchError
from hypothesis import given
from hypothesis import strategies as st

from regiodialoog.accounts import credentials
from regiodialoog.accounts.credentials import Vault
from regiodialoog.accounts.models import address_key


@given(st.text())
def test_a_vault_gives_back_what_it_was_given(text: str) -> None:
    vault = Vault("a" * 40)
    assert vault.open(vault.lock(text)) == text


def test_another_key_opens_nothing() -> None:
    assert Vault("b" * 40).open(Vault("a" * 40).lock("geheim")) == ""


def test_a_guess_costs_what_the_library_advises_also_where_nobody_is() -> None:
    """Looks at a copy of the module as a server has it; here passwords are hashed quickly."""
    spec = importlib.util.spec_from_file_location("served_credentials", credentials.__file__)
    assert spec is not None
    assert spec.loader is not None
    served = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(served)
    real, nobodys = served.hash_password("lang genoeg"), served._NOBODYS
    advised = PasswordHasher()
    assert not advised.check_needs_rehash(real)
    assert extract_parameters(nobodys) == extract_parameters(real)
    with pytest.raises(VerifyMismatchError):  # and not InvalidHashError, which costs nothing
        advised.verify(nobodys, "lang genoeg")
    assert not served.password_fits("", "lang genoeg")


@pytest.mark.parametrize("password", [
    "wachtwoord123", "W@chtw00rd2024", "welkom12345678", "qwerty123456", "111111111111", "amersfoort2026!",
    "annadewit2026", "abababababab",
])  # fmt: skip
def test_obvious_passwords_are_weak(password: str) -> None:
    assert credentials.is_weak(password, "Anna de Wit", "annadewit@example.nl")


@pytest.mark.parametrize(
    "password", ["vier paarse fietsen zingen", "kT9#mQ2!xL7v", "welkom bij de blauwe ezel op zolder"]
)
def test_long_and_odd_passwords_are_not(password: str) -> None:
    assert not credentials.is_weak(password, "Anna de Wit", "anna@example.nl")


def test_no_stored_password_fits_nothing() -> None:
    assert not credentials.password_fits("", "")
    assert not credentials.password_fits("nonsense", "nonsense")
    assert credentials.password_fits(credentials.hash_password("één"), "één")


def test_a_qr_code_has_no_inline_style() -> None:
    drawing = credentials.qr_svg(credentials.totp_uri("A" * 32, "anna@example.nl", "Regiodialoog"))
    assert drawing.startswith("<svg ")
    assert "style" not in drawing


@pytest.mark.parametrize(("typed", "key"), [(" Anna@Example.NL ", "anna@example.nl"), ("JOSÉ@x.nl", "josé@x.nl")])
def test_an_address_is_found_however_it_is_typed(typed: str, key: str) -> None:
    assert address_key(typed) == key
