"""An authenticator in software: makes passkeys and signs with them, as a phone or a security key does.

Source: Web Authentication, Level 3, sections 6.1 (authenticator data) and 6.5 (attestation).
"""

import hashlib
import json
import os
import struct
from dataclasses import dataclass, field
from typing import Any

import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from webauthn.helpers import bytes_to_base64url

PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


@dataclass
class Authenticator:
    """One passkey in one device."""

    origin: str = "http://localhost:8400"
    host: str = "localhost"
    flags: int = PRESENT | VERIFIED
    counter: int = 0
    user_handle: str = ""
    credential_id: bytes = field(default_factory=lambda: os.urandom(32))
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))

    def create(self, options: dict[str, Any]) -> dict[str, Any]:
        """Answer `navigator.credentials.create`."""
        self.user_handle = options["user"]["id"]
        attested = (
            bytes(16) + struct.pack(">H", len(self.credential_id)) + self.credential_id + self._public_key()
        )
        attestation: dict[str, object] = {
            "fmt": "none",
            "attStmt": {},
            "authData": self._data(ATTESTED) + attested,
        }
        return self._credential(
            clientDataJSON=self._client_data("webauthn.create", options["challenge"]),
            attestationObject=cbor2.dumps(attestation),
        )

    def get(self, options: dict[str, Any]) -> dict[str, Any]:
        """Answer `navigator.credentials.get`."""
        self.counter += 1
        client_data = self._client_data("webauthn.get", options["challenge"])
        data = self._data()
        signed = self.key.sign(data + hashlib.sha256(client_data).digest(), ec.ECDSA(hashes.SHA256()))
        credential = self._credential(clientDataJSON=client_data, authenticatorData=data, signature=signed)
        credential["response"]["userHandle"] = self.user_handle
        return credential

    def _data(self, more_flags: int = 0) -> bytes:
        return hashlib.sha256(self.host.encode()).digest() + struct.pack(
            ">BI", self.flags | more_flags, self.counter
        )

    def _client_data(self, kind: str, challenge: str) -> bytes:
        return json.dumps({"type": kind, "challenge": challenge, "origin": self.origin}).encode()

    def _public_key(self) -> bytes:
        numbers = self.key.public_key().public_numbers()
        return cbor2.dumps(
            {1: 2, 3: -7, -1: 1, -2: numbers.x.to_bytes(32, "big"), -3: numbers.y.to_bytes(32, "big")}
        )

    def _credential(self, **response: bytes) -> dict[str, Any]:
        name = bytes_to_base64url(self.credential_id)
        coded = {key: bytes_to_base64url(value) for key, value in response.items()}
        return {
            "id": name,
            "rawId": name,
            "type": "public-key",
            "response": coded,
            "clientExtensionResults": {},
        }
