"""What counts as 32 random bytes: everything that is, in any notation, and nothing that people make up."""

from __future__ import annotations

import base64
import secrets
import string

from professor_lock.secret_strength import new_secret, weakness


def notations(value: bytes) -> list[str]:
    return [
        value.hex(),
        value.hex().upper(),
        base64.b64encode(value).decode(),
        base64.urlsafe_b64encode(value).decode().rstrip("="),
        base64.b85encode(value + secrets.token_bytes(8)).decode(),
        base64.b32encode(value).decode().rstrip("="),
    ]


def test_32_random_bytes_pass_in_any_notation():
    refused = [text for _ in range(2000) for text in notations(secrets.token_bytes(32)) if weakness(text)]
    assert len(refused) <= 2
    assert all(weakness(new_secret()) is None for _ in range(200))
    assert weakness(base64.b64encode(secrets.token_urlsafe(48).encode()).decode()) is None, "written out twice"


def test_16_random_bytes_do_not():
    assert all(weakness(text) for text in (secrets.token_hex(16), secrets.token_urlsafe(16), secrets.token_hex(30)))


def test_what_is_made_up_does_not():
    made_up = [
        "",
        "s" * 40,
        "secret",
        "0123456789" * 8,
        string.ascii_letters + string.digits,
        "abcdefgh" * 8,
        "correct horse battery staple and some more words to be long",
        "super-secret-jwt-token-with-at-least-32-characters-long",
        "changeme" + secrets.token_urlsafe(40),
        secrets.token_urlsafe(12) * 4,
        secrets.token_hex(16) * 2,
        "1" * 100,
        "my-passwordmy-passwordmy-passwordmy-password",
        "your-server-key-of-at-least-32-random-bytes!",
        "." * 60,
        "ThisIsAVeryLongSentenceThatIsTypedByHand2024!",
        "correcthorsebatterystapleXkcdNineHundredThirtySix",
        "lock_production_session_key_2026_november_edition",
        "IchBinEinSehrLangerSatzDenManVonHandTippte2024!",
        "https://myapp.host.org/production/session/key?v=2",
        "postgresql://user:pass@db.internal:5432/railway?x=12",
        base64.b64encode(b"this is a very weak text, that is in base64").decode(),
        base64.urlsafe_b64encode(b"another very weak text? it's in base64 too").decode().rstrip("="),
        b"and this is one that is written in hex".hex(),
        "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0",
        f"eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.{secrets.token_urlsafe(40)}.{secrets.token_urlsafe(32)}",
        "Pr0f3ss0rL0ck-Pr0duct10n-S3ss10n-K3y-2026-N0v3mb3r!",
        "c0rr3cth0rs3b4tt3ryst4pl3xkcdn1n3hundr3dth1rtys1x",
        "Th1s1sMyV3ryL0ngP4ssphr4s3F0rTh3S3rv3rK3y2026!!",
        "$up3r$3cr3tK3yTh4tN0b0dyW1llEv3rGu3$$InTh1sW0rld",
        base64.b64encode(b"Pr0f3ss0rL0ck-Pr0duct10n-S3ss10n-K3y-2026-N0v3mb3r!").decode(),
        base64.b32encode(b"this is weak text for test").decode(),
        "yek-noisses-noitcudorp-kcol-rosseforp-rebmevon-6202",
        "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik,9ol.0p;/-[=]qazwsx",
        "acegikmoqsuwybdfhjlnprtvxzACEGIKMOQSUWY02468",
        "A1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6Q7r8S9t0U1v2W3x4",
        "AaBbCcDdEeFfGgHhIiJjKkLlMmNnOoPpQqRrSsTtUuVv0123",
        "aZbYcXdWeVfUgThSiRjQkPlOmNnMoLpKqJrIsHtGuFvE",
        "deadbeefcafebabefeedfacec0ffee00baadf00ddefec8edd15ea5ebaddcafe1",
        "этоключочендлинныйиегопридумалчеловеквмоскве2026годапосле",
        "Pr0f%33ss%30rL0ck%2DPr0duct%31%30n%2DS3ss10n%2DK3y",
    ]
    assert [text for text in made_up if weakness(text) is None] == []
