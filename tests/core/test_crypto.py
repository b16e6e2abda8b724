"""Encryption of fields, keyed hashes, keys."""

import pytest
from cryptography.exceptions import InvalidTag
from django.core.exceptions import ImproperlyConfigured
from django.test import override_settings
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from core.checks import check_keys
from core.crypto import DecryptionError, Sm4Gcm, decrypt, encrypt, keyed_hash

# RFC 8998, appendix A.1
KEY = bytes.fromhex("0123456789ABCDEFFEDCBA9876543210")
NONCE = bytes.fromhex("00001234567800000000ABCD")
CONTEXT = bytes.fromhex("FEEDFACEDEADBEEFFEEDFACEDEADBEEFABADDAD2")
PLAIN = bytes.fromhex("".join(c * 16 for c in "ABCDEFEA"))
SEALED = bytes.fromhex(
    "17F399F08C67D5EE19D0DC9969C4BB7D5FD46FD3756489069157B282BB200735"
    "D82710CA5C22F0CCFA7CBF93D496AC15A56834CBCF98C397B4024A2691233B8D"
    "83DE3541E4C2B58177E065A9BF7B62EC"
)
CIPHERS = ["sm4-gcm", "aes-gcm"]


def test_sm4_gcm_gives_the_vector_of_rfc_8998() -> None:
    assert Sm4Gcm(KEY).seal(NONCE, PLAIN, CONTEXT) == SEALED
    assert Sm4Gcm(KEY).unseal(NONCE, SEALED, CONTEXT) == PLAIN


def test_sm4_gcm_refuses_another_context() -> None:
    with pytest.raises(InvalidTag):
        Sm4Gcm(KEY).unseal(NONCE, SEALED, CONTEXT + b"x")


@pytest.mark.parametrize("cipher", CIPHERS)
@given(text=st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_what_was_encrypted_comes_back(cipher: str, text: str) -> None:
    with override_settings(FIELD_CIPHER=cipher):
        token = encrypt(text)
    assert token.startswith(f"x1:{cipher}:")
    assert decrypt(token) == text


def test_two_tokens_of_one_text_differ() -> None:
    assert encrypt("330702199001011234") != encrypt("330702199001011234")


@pytest.mark.parametrize(("written", "current"), [CIPHERS, CIPHERS[::-1]])
def test_a_token_is_readable_under_the_other_cipher(
    settings: Settings, written: str, current: str
) -> None:
    settings.FIELD_CIPHER = written
    token = encrypt("张三")
    settings.FIELD_CIPHER = current
    assert decrypt(token) == "张三"


def test_it_refuses_a_token_that_was_altered_anywhere() -> None:
    token = encrypt("张三")
    start = len("x1:sm4-gcm:")
    for place in range(start, len(token) - 3):
        other = "A" if token[place] != "A" else "B"
        with pytest.raises(DecryptionError):
            decrypt(token[:place] + other + token[place + 1 :])


@pytest.mark.parametrize(
    "token", ["", "张三", "x2:sm4-gcm:AAAA", "x1:rot13:AAAA", "x1:sm4-gcm:AAAA", "x1:sm4-gcm:é"]
)
def test_it_refuses_what_is_no_token(token: str) -> None:
    with pytest.raises(DecryptionError):
        decrypt(token)


def test_it_refuses_a_token_relabelled_as_the_other_cipher() -> None:
    with pytest.raises(DecryptionError):
        decrypt(encrypt("张三").replace("sm4-gcm", "aes-gcm"))


def test_it_refuses_a_token_of_another_key(settings: Settings) -> None:
    token = encrypt("张三")
    settings.FIELD_KEY = "ab" * 32
    with pytest.raises(DecryptionError):
        decrypt(token)


def test_a_keyed_hash_depends_on_value_and_key(settings: Settings) -> None:
    settings.INDEX_KEY = "44" * 32
    first = keyed_hash("330702199001011234")
    assert first == keyed_hash("330702199001011234")
    assert len(first) == 64
    assert first != keyed_hash("330702199001011235")
    settings.INDEX_KEY = "55" * 32
    assert first != keyed_hash("330702199001011234")


@pytest.mark.parametrize("key", ["", "abc", "zz" * 32, "11" * 16, "11" * 33])
def test_a_bad_key_is_refused_loudly_and_not_repeated(settings: Settings, key: str) -> None:
    settings.FIELD_KEY = key
    with pytest.raises(ImproperlyConfigured) as caught:
        encrypt("x")
    assert not key or key not in str(caught.value)
    assert [error.id for error in check_keys()] == ["core.E001"]


def test_the_check_passes_good_keys_and_refuses_equal_ones(settings: Settings) -> None:
    assert check_keys() == []
    settings.INDEX_KEY = settings.FIELD_KEY
    assert [error.id for error in check_keys()] == ["core.E002"]


def test_the_check_refuses_an_unknown_cipher(settings: Settings) -> None:
    settings.FIELD_CIPHER = "rot13"
    assert [error.id for error in check_keys()] == ["core.E001"]
