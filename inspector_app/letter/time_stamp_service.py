"""Asking a time-stamp service (RFC 3161) over HTTP, when told to: nothing else in letter/ touches a network."""

from __future__ import annotations

import http.client
import urllib.request
from email.message import Message
from typing import IO, Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit

from asn1crypto.cms import ContentInfo  # type: ignore[import-untyped]
from asn1crypto.core import Sequence  # type: ignore[import-untyped]
from asn1crypto.tsp import PKIStatusInfo  # type: ignore[import-untyped]
from pyhanko.sign.timestamps import TimeStamper

from inspector_app.errors import TimeStampFault, shown

_PATIENCE = 20
"""How long the service may be silent, in seconds."""
_LARGEST = 64 * 2**10
"""More bytes than an answer has: a token with the certificates of its service has four to seven thousand."""
_GRANTED = frozenset({"granted", "granted_with_mods"})
_ANOTHER = "Look whether the address is that of a time-stamp service, or choose another."
_LATER = "Look whether this laptop is online and the address is right, or try later."


class _Answer(Sequence):  # type: ignore[misc]
    """A service's answer (RFC 3161 §2.4.2); asn1crypto's own class takes none without a token, as a refusal is."""

    _fields = [("status", PKIStatusInfo), ("time_stamp_token", ContentInfo, {"optional": True})]  # noqa: RUF012


def ask_for_token(url: str, digest: bytes) -> Any:
    """Return the token (asn1crypto `ContentInfo`) that a service at an http or https address gives for a SHA-256.

    Only the digest is sent. What the token says is for the caller to look at. Raises TimeStampFault where there is no
    such address, nobody answers there, or the answer is a refusal or none to this request.
    """
    host = _host(url)
    nonce, request = TimeStamper().request_cms(digest, "sha256")  # type: ignore[no-untyped-call]
    answer = _post(url, host, request.dump())
    try:
        response = _Answer.load(answer, strict=True)
        granted = response["status"]["status"].native in _GRANTED
        reason = "; ".join(response["status"]["status_string"].native or ())
        token = response["time_stamp_token"]
        meant = granted and token["content"]["encap_content_info"]["content"].parsed["nonce"].native == nonce
    except Exception:  # noqa: BLE001 - what a stranger's answer trips in the readers promises no class of error
        raise TimeStampFault(f"What {host} answers is no time stamp.", _ANOTHER) from None
    if not granted:
        why = f": {shown(reason, 200).rstrip('.')}" if reason else ""
        raise TimeStampFault(f"The time-stamp service at {host} refuses{why}.", _ANOTHER)
    if not meant:
        raise TimeStampFault(f"What {host} answers is the time stamp of another request.", "Try again.")
    return token


def _host(url: str) -> str:
    try:
        parts = urlsplit(url)
        host = parts.netloc if parts.scheme in {"http", "https"} and parts.hostname else ""
    except ValueError:
        host = ""
    if not host or not url.isascii() or not url.isprintable() or " " in url:
        raise TimeStampFault(
            f"{shown(url)} is no address of a time-stamp service.",
            "Give its whole address, such as https://stamps.example.org/.",
        )
    return shown(host)


def _post(url: str, host: str, body: bytes) -> bytes:
    headers = {"Content-Type": "application/timestamp-query", "Accept": "application/timestamp-reply"}
    request = urllib.request.Request(url, body, headers)
    try:
        with urllib.request.build_opener(_NowhereElse).open(request, timeout=_PATIENCE) as response:
            answer = bytes(response.read(_LARGEST + 1))
    except HTTPError as error:
        with error:
            said = f"{error.code} {shown(str(error.reason))}".strip()
        raise TimeStampFault(f"The time-stamp service at {host} refuses: it answers {said}.", _ANOTHER) from None
    except (OSError, ValueError, http.client.HTTPException) as error:
        reason = error.reason if isinstance(error, URLError) else error
        why = (reason.strerror if isinstance(reason, OSError) else None) or str(reason) or type(reason).__name__
        raise TimeStampFault(
            f"The time-stamp service at {host} cannot be reached: {shown(why, 100).rstrip('.')}.", _LATER
        ) from None
    if len(answer) > _LARGEST:
        raise TimeStampFault(f"What {host} answers is no time stamp.", _ANOTHER)
    return answer


class _NowhereElse(urllib.request.HTTPRedirectHandler):
    """Goes to no other address than the one that was given."""

    def redirect_request(
        self,
        req: urllib.request.Request,  # noqa: ARG002
        fp: IO[bytes],  # noqa: ARG002
        code: int,  # noqa: ARG002
        msg: str,  # noqa: ARG002
        headers: Message,  # noqa: ARG002
        newurl: str,  # noqa: ARG002
    ) -> None:
        """Leave the redirection as the answer it is."""
        return
