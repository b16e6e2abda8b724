"""Encryption of single fields and keyed hashes for matching them.

SM4-GCM (RFC 8998, GB/T 32907) is the default, AES-256-GCM the other choice
(`settings.FIELD_CIPHER`). A token names its format and cipher, so that what was
written under one setting stays readable under the other. Certified hardware
takes the place of a provider by implementing `CryptoProvider`.
"""

import base64
import binascii
import secrets
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes, hmac
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.ciphers.modes import GCM
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

FORMAT = "x1"
NONCE_BYTES = 12
TAG_BYTES = 16
KEY_BYTES = 32


class DecryptionError(Exception):
    """A token is malformed, was altered, or was written with another key."""


class CryptoProvider(Protocol):
    """Authenticated encryption with a nonce of 12 bytes that is never reused."""

    def seal(self, nonce: bytes, plain: bytes, context: bytes) -> bytes:
        """Ciphertext followed by its tag; `context` is authenticated with it."""
        ...

    def unseal(self, nonce: bytes, sealed: bytes, context: bytes) -> bytes:
        """The plaintext. Raises `cryptography.exceptions.InvalidTag`."""
        ...


class Sm4Gcm:
    """SM4 in GCM with the first 16 bytes of the key."""

    def __init__(self, key: bytes) -> None:
        self._algorithm = algorithms.SM4(key[:16])

    def seal(self, nonce: bytes, plain: bytes, context: bytes) -> bytes:
        encryptor = Cipher(self._algorithm, GCM(nonce)).encryptor()
        encryptor.authenticate_additional_data(context)
        return encryptor.update(plain) + encryptor.finalize() + encryptor.tag

    def unseal(self, nonce: bytes, sealed: bytes, context: bytes) -> bytes:
        body, tag = sealed[:-TAG_BYTES], sealed[-TAG_BYTES:]
        decryptor = Cipher(self._algorithm, GCM(nonce, tag)).decryptor()
        decryptor.authenticate_additional_data(context)
        return decryptor.update(body) + decryptor.finalize()


class AesGcm:
    """AES-256 in GCM."""

    def __init__(self, key: bytes) -> None:
        self._aead = AESGCM(key)

    def seal(self, nonce: bytes, plain: bytes, context: bytes) -> bytes:
        return self._aead.encrypt(nonce, plain, context)

    def unseal(self, nonce: bytes, sealed: bytes, context: bytes) -> bytes:
        return self._aead.decrypt(nonce, sealed, context)


PROVIDERS: dict[str, Callable[[bytes], CryptoProvider]] = {"sm4-gcm": Sm4Gcm, "aes-gcm": AesGcm}


def parse_key(name: str, value: object) -> bytes:
    """The 32 bytes that a setting spells in hexadecimal.

    The message of `ImproperlyConfigured` never repeats the key.
    """
    try:
        key = bytes.fromhex(str(value))
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} must be hexadecimal.") from error
    if len(key) != KEY_BYTES:
        raise ImproperlyConfigured(f"{name} must be {KEY_BYTES} bytes, not {len(key)}.")
    return key


@lru_cache(maxsize=8)
def _provider(cipher: str, key: str) -> CryptoProvider:
    if cipher not in PROVIDERS:
        raise ImproperlyConfigured(
            f"FIELD_CIPHER is {cipher!r}; it must be one of {', '.join(sorted(PROVIDERS))}."
        )
    return PROVIDERS[cipher](parse_key("FIELD_KEY", key))


def current_provider() -> CryptoProvider:
    """The provider that new values are written with."""
    return _provider(settings.FIELD_CIPHER, settings.FIELD_KEY)


def encrypt_bytes(plain: bytes) -> bytes:
    """A sealed file; two of the same content differ."""
    head = f"{FORMAT}:{settings.FIELD_CIPHER}:".encode()
    nonce = secrets.token_bytes(NONCE_BYTES)
    return head + nonce + current_provider().seal(nonce, plain, head)


def decrypt_bytes(sealed: bytes) -> bytes:
    """What `encrypt_bytes` sealed. Raises `DecryptionError`."""
    version, _, rest = sealed.partition(b":")
    cipher, _, body = rest.partition(b":")
    if version != FORMAT.encode():
        raise DecryptionError("The format is unknown.")
    return _unseal(cipher.decode("ascii", "replace"), body)


def encrypt(plain: str) -> str:
    """A token for one text; two tokens of the same text differ."""
    provider = current_provider()
    head = f"{FORMAT}:{settings.FIELD_CIPHER}:"
    nonce = secrets.token_bytes(NONCE_BYTES)
    sealed = provider.seal(nonce, plain.encode(), head.encode())
    return head + base64.urlsafe_b64encode(nonce + sealed).decode()


def decrypt(token: str) -> str:
    """The text of a token, whichever known cipher wrote it. Raises `DecryptionError`."""
    version, _, rest = token.partition(":")
    cipher, _, body = rest.partition(":")
    if version != FORMAT:
        raise DecryptionError("The token's format is unknown.")
    try:
        raw = base64.b64decode(body, altchars=b"-_", validate=True)
    except (binascii.Error, ValueError) as error:
        raise DecryptionError("The token is not base64.") from error
    return _unseal(cipher, raw).decode()


def _unseal(cipher: str, raw: bytes) -> bytes:
    if cipher not in PROVIDERS:
        raise DecryptionError("The cipher is unknown.")
    if len(raw) < NONCE_BYTES + TAG_BYTES:
        raise DecryptionError("The token is too short.")
    provider = _provider(cipher, settings.FIELD_KEY)
    try:
        return provider.unseal(raw[:NONCE_BYTES], raw[NONCE_BYTES:], f"{FORMAT}:{cipher}:".encode())
    except InvalidTag as error:
        raise DecryptionError("The token was altered or written with another key.") from error


def keyed_hash(value: str) -> str:
    """HMAC-SM3 of a text under INDEX_KEY, 64 hexadecimal digits.

    Equal texts give equal hashes: clean the value first (`core.identifiers`).
    """
    mac = hmac.HMAC(parse_key("INDEX_KEY", settings.INDEX_KEY), hashes.SM3())
    mac.update(value.encode())
    return mac.finalize().hex()


@lru_cache(maxsize=8)
def _mac_of(setting: str, key: str) -> hmac.HMAC:
    return hmac.HMAC(parse_key(setting, key), hashes.SM3())


def keyed_mac(setting: str, data: bytes) -> bytes:
    """HMAC-SM3 of bytes under the key that a setting names, 32 bytes.

    What is signed for different purposes under one key must begin differently.
    """
    mac = _mac_of(setting, getattr(settings, setting)).copy()
    mac.update(data)
    return mac.finalize()


def digest(chunks: Iterable[bytes]) -> bytes:
    """SM3 of the chunks one after another, 32 bytes."""
    running = hashes.Hash(hashes.SM3())
    for chunk in chunks:
        running.update(chunk)
    return running.finalize()
