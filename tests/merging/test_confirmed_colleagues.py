"""An identity is confirmed as one inspector's; as another's, or by another identity, it is asked anew and said why."""

from __future__ import annotations

from pathlib import Path

from made_identities import PASSWORD, made_pkcs12
from made_visits import made_profile

from inspector_app.confirmed_colleagues import confirm, is_confirmed, known_certificates, strangers, what_to_confirm
from inspector_app.merging.identity_phrase import identity_phrase
from inspector_app.merging.signed_heads import SignedHeads, sign_heads


def signed(inspector: str, identity: str) -> SignedHeads:
    return sign_heads("visit-1", "laptop-1", inspector, [], pkcs12=made_pkcs12(identity), password=PASSWORD)


def test_an_identity_is_one_inspectors(tmp_path: Path) -> None:
    theirs, as_another, renewed = signed("b", "B. Inspector"), signed("c", "B. Inspector"), signed("b", "C. Inspector")
    with made_profile(tmp_path / "profile") as profile:
        assert "for the first time" in what_to_confirm(profile, theirs, "B. Inspector")
        (stranger,) = strangers(profile, [theirs, theirs], ())
        assert (stranger.name, stranger.phrase) == ("B. Inspector", identity_phrase(theirs.certificate))
        confirm(profile, theirs, "B. Inspector")
        assert is_confirmed(profile, theirs) and not what_to_confirm(profile, theirs, "B. Inspector")
        assert strangers(profile, [theirs], ()) == ()
        assert not is_confirmed(profile, as_another)
        assert "as that of B. Inspector; now it signs as C" in what_to_confirm(profile, as_another, "C. Inspector")
        assert not is_confirmed(profile, renewed)
        assert "another identity than the one that" in what_to_confirm(profile, renewed, "B. Inspector")
        confirm(profile, renewed, "B. Inspector")
        assert known_certificates(profile) == {"b": {theirs.fingerprint, renewed.fingerprint}}
        assert is_confirmed(profile, theirs) and is_confirmed(profile, renewed)
