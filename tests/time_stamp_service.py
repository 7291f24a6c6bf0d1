"""A time-stamp service for tests: a server on this machine that gives pyHanko's own stamps, by a CA made here."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from asn1crypto.keys import PrivateKeyInfo
from asn1crypto.tsp import TimeStampReq
from asn1crypto.x509 import Certificate
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.sign.timestamps.dummy_client import DummyTimeStamper

STAMPED_AT = datetime(2010, 5, 22, 8, 30, tzinfo=UTC)
SERVICE, AUTHORITY = "Made-up Stamps", "Made-up Authority"

Answer = Callable[[bytes], tuple[int, bytes]]
"""What a service answers to a request: the status of HTTP and the bytes."""


@cache
def keys() -> tuple[rsa.RSAPrivateKey, rsa.RSAPrivateKey]:
    """The keys of the authority and of the service."""
    first, second = (rsa.generate_private_key(public_exponent=65537, key_size=2048) for _ in range(2))
    return first, second


@cache
def stamper(
    usage: x509.ObjectIdentifier = ExtendedKeyUsageOID.TIME_STAMPING, *, longer_by: int = 0
) -> DummyTimeStamper:
    """What makes the stamps; `longer_by` is how many bytes more its certificates have."""
    root, own = keys()
    authority = certificate(AUTHORITY, root.public_key(), AUTHORITY, root, longer_by=longer_by)
    stamps = certificate(SERVICE, own.public_key(), AUTHORITY, root, usage)
    key = PrivateKeyInfo.load(own.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption()))
    return DummyTimeStamper(stamps, key, certs_to_embed=[authority], fixed_dt=STAMPED_AT)


def certificate(
    name: str,
    key: rsa.RSAPublicKey,
    issuer: str,
    issuers_key: rsa.RSAPrivateKey,
    usage: x509.ObjectIdentifier | None = None,
    longer_by: int = 0,
) -> Certificate:
    made = (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)]))
        .issuer_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, issuer)]))
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(STAMPED_AT - timedelta(days=1))
        .not_valid_after(STAMPED_AT + timedelta(days=3650))
    )
    if usage is not None:
        made = made.add_extension(x509.ExtendedKeyUsage([usage]), critical=True)
    if longer_by:
        more = x509.UnrecognizedExtension(x509.ObjectIdentifier("1.3.6.1.4.1.55555.1"), bytes(longer_by))
        made = made.add_extension(more, critical=False)
    return Certificate.load(made.sign(issuers_key, hashes.SHA256()).public_bytes(Encoding.DER))


def stamps(asked: bytes) -> tuple[int, bytes]:
    """Answer as a service should."""
    return 200, stamper().request_tsa_response(TimeStampReq.load(asked)).dump()


@contextmanager
def service(answer: Answer = stamps) -> Iterator[str]:
    """Serve on a port of this machine while the block runs, and give the address."""

    class Asked(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            assert self.headers["Content-Type"] == "application/timestamp-query"
            status, body = answer(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(status)
            if status == 302:
                self.send_header("Location", "/elsewhere")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_said: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Asked)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
