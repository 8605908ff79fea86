"""Time stamps by somebody else (RFC 3161), asked for and checked by files. Nothing is connected to.

The request holds the SHA-256 of a witness and nothing else. Who wants a stamp carries it to an
authority, over whatever way, and keeps the answer beside the witness.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from aurity_desktop.domain.integrity import Check
from aurity_desktop.domain.witness import TimeStamp, Witness


class _NoStamp(Exception):
    """`str` says what is wrong with the answer."""


def time_stamp_request(witness: Witness) -> bytes:
    """A TimeStampReq, DER, with a nonce; the authority is asked for its certificate."""
    from rfc3161_client import HashAlgorithm, TimestampRequestBuilder

    request = TimestampRequestBuilder().data(witness.content)
    return request.hash_algorithm(HashAlgorithm.SHA256).build().as_bytes()


def time_stamp_check(witnesses: Sequence[Witness], stamp: TimeStamp) -> Check:
    """Whether an authority that leads to one of the roots stamped one of the witnesses, and when.

    The certificates are judged by the time that is stamped.
    """
    name = "time stamp"
    try:
        moment, stamped = _stamped(witnesses, stamp)
    except _NoStamp as error:
        return Check(name, (f"the time stamp does not hold: {error}",))
    told = moment.isoformat(timespec="seconds")
    return Check(name, detail=f"{stamped.line} was there at {told}")


def _stamped(witnesses: Sequence[Witness], stamp: TimeStamp) -> tuple[datetime, Witness]:
    from cryptography.x509 import load_pem_x509_certificates
    from rfc3161_client import VerificationError, VerifierBuilder, decode_timestamp_response

    try:
        roots = load_pem_x509_certificates(stamp.roots)
    except ValueError as error:
        raise _NoStamp("the file of roots holds no certificate in PEM") from error
    try:
        answer = decode_timestamp_response(stamp.answer)
    except ValueError as error:
        raise _NoStamp("the file is no answer of an authority") from error
    verifier = VerifierBuilder(roots=roots).build()
    why = "there is no witness to compare it with"
    for witness in witnesses:
        try:
            verifier.verify_message(answer, witness.content)
            return answer.tst_info.gen_time.astimezone(UTC), witness
        except (VerificationError, ValueError) as error:
            why = _plainly(str(error))
    raise _NoStamp(why)


def _plainly(detail: str) -> str:
    if "Mismatch between messages" in detail:
        return "it is of something else"
    if "certificate verify error" in detail:
        return "who stamped it leads to none of the roots"
    return detail.partition(": ErrorStack")[0] or "the library refuses it"
