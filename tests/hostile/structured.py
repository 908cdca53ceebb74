# ruff: noqa: E501 (one file a line reads better)
"""Hostile X12 and FHIR: segments, loops and claims without end, marks that are all alike, depths, rings, numbers."""

from __future__ import annotations

from hostile.case import MB, HostileFile, cut, flipped, noise

_ISA = b"ISA*00*          *00*          *ZZ*SENDER         *ZZ*RECEIVER       *260301*1200*^*00501*000000001*0*T*:~"
_START = _ISA + b"GS*HC*S*R*20260301*1200*1*X*005010X222A1~ST*837*0001*005010X222A1~BHT*0019*00*1*20260301*1200*CH~"
_PARTIES = (
    b"NM1*41*2*CLINIC*****46*1~PER*IC*A*TE*5550100123~NM1*40*2*PAYER*****46*2~HL*1**20*1~NM1*85*2*CLINIC*****XX*1234567893~"
    b"N3*1 A ST~N4*TOWN*IL*60601~REF*EI*123456789~HL*2*1*22*0~SBR*P*18*******CI~NM1*IL*1*DOE*JANE****MI*W1~N3*2 B ST~"
    b"N4*TOWN*IL*60601~DMG*D8*19700101*F~NM1*PR*2*PAYER*****PI*9~"
)
_CLAIM = b"CLM*%d*100***11:B:1*Y*A*Y*Y~HI*ABK:J020~LX*1~SV1*HC:99213*100*UN*1***1~DTP*472*D8*20260301~"
_END = b"SE*9*0001~GE*1*1~IEA*1*000000001~"


def batch(claims: int) -> bytes:
    """So many claims of one subscriber."""
    return _START + _PARTIES + b"".join(_CLAIM % n for n in range(claims)) + _END


def with_segments(segments: bytes) -> bytes:
    """A claim with these segments in it."""
    return _START + _PARTIES + _CLAIM % 1 + segments + _END


def deep(opening: bytes, closing: bytes, levels: int, inner: bytes = b"1") -> bytes:
    """A value within values."""
    return opening * levels + inner + closing * levels


_CLAIM_JSON = (
    b'{"resourceType":"Claim","id":"%d","status":"active","use":"claim","type":{"coding":[{"code":"professional"}]},'
    b'"patient":{"reference":"Patient/1"},"created":"2026-03-01","provider":{"reference":"Organization/1"},"item":[%s]}'
)
_ITEM = b'{"sequence":1,"productOrService":{"text":"x"},"net":{"value":%s,"currency":"USD"}}'


def claim(extra: bytes = b"", items: bytes = b"") -> bytes:
    """A FHIR claim with something more in it."""
    text = _CLAIM_JSON % (1, items or _ITEM % b"10.5")
    return text[:-1] + b"," + extra + b"}" if extra else text


def bundle(entries: bytes) -> bytes:
    """A FHIR bundle of these entries."""
    return b'{"resourceType":"Bundle","type":"collection","entry":[%s]}' % entries


def many(count: int) -> bytes:
    return bundle(b",".join(b'{"resource":%s}' % (_CLAIM_JSON % (n, _ITEM % b"1")) for n in range(count)))


_RING = bundle(
    b'{"fullUrl":"urn:1","resource":{"resourceType":"Claim","id":"1","status":"active","patient":{"reference":"urn:2"},'
    b'"related":[{"claim":{"reference":"urn:1"}}]}},'
    b'{"fullUrl":"urn:2","resource":{"resourceType":"Patient","id":"2","link":[{"other":{"reference":"urn:1"}}],'
    b'"contained":[{"resourceType":"Patient","id":"2","link":[{"other":{"reference":"#2"}}]}]}}'
)


def _x(name: str, make: object, small: bool = False) -> HostileFile:
    return HostileFile("x12", name, make, small)  # type: ignore[arg-type]


def _j(name: str, make: object, small: bool = False) -> HostileFile:
    return HostileFile("fhir", name, make, small)  # type: ignore[arg-type]


STRUCTURED: tuple[HostileFile, ...] = (
    _x("a million segments", lambda: with_segments(b"NTE*ADD*x~" * 1_000_000), True),
    _x("a million empty segments", lambda: _START + b"~" * 1_000_000),
    _x("100,000 claims", lambda: batch(100_000)),
    _x("2,000 claims", lambda: batch(2000)),
    _x("a claim of 100,000 lines", lambda: with_segments(b"LX*2~SV1*HC:99213*1*UN*1***1~" * 100_000)),
    _x("a segment of 20 MB", lambda: with_segments(b"NTE*ADD*" + b"x" * (20 * MB) + b"~")),
    _x("a segment of a million elements", lambda: with_segments(b"NTE" + b"*x" * 1_000_000 + b"~")),
    _x("an element of a million components", lambda: with_segments(b"HI*ABK" + b":x" * 1_000_000 + b"~")),
    _x("an element repeated a million times", lambda: with_segments(b"HI*ABK:x" + b"^ABF:x" * 1_000_000 + b"~")),
    _x("marks that are all alike", lambda: batch(3).replace(b"*", b"~").replace(b":", b"~"), True),
    _x("marks that are letters", lambda: batch(3).replace(b"*", b"A").replace(b"~", b"1")),
    _x("marks that are NULs", lambda: batch(3).replace(b"*", b"\0").replace(b"~", b"\n")),
    _x("no end of the segment", lambda: batch(3).replace(b"~", b""), True),
    _x("only the first segment", lambda: _ISA),
    _x("only its first letters", lambda: b"ISA*00*"),
    _x("a first segment of 50,000 letters", lambda: b"ISA*" + b"0" * 50_000 + b"*~"),
    _x("100,000 interchanges", lambda: (_ISA + b"IEA*0*000000001~") * 100_000),
    _x("100,000 groups", lambda: _ISA + b"GS*HC*S*R*20260301*1200*1*X*005010X222A1~GE*0*1~" * 100_000 + b"IEA*1*1~"),
    _x("100,000 levels, each within the last", lambda: _START + b"".join(b"HL*%d*%d*22*1~" % (n, n - 1) for n in range(2, 100_000)) + _END),
    _x("levels in a ring", lambda: _START + b"HL*1*2*20*1~HL*2*1*22*1~HL*3*3*22*1~SBR*P~NM1*IL*1*DOE~" + _CLAIM % 1 + _END),
    _x("counts beyond numbers", lambda: batch(1).replace(b"SE*9*", b"SE*" + b"9" * 5000 + b"*")),
    _x("sums beyond numbers", lambda: batch(1).replace(b"*100*", b"*" + b"9" * 5000 + b"e999999999*")),
    _x("sums that are none", lambda: batch(1).replace(b"*100*", b"*NaN*").replace(b"20260301~", b"20269999~")),
    _x("NULs everywhere", lambda: batch(3).replace(b"CLINIC", b"\0" * 1000)),
    _x("bytes changed", lambda: flipped(batch(20), 200)),
    _x("noise after the first segment", lambda: _ISA + noise(200_000)),
    _x("cut short", lambda: cut(batch(50), 0.7)),
    _x("control marks of a terminal", lambda: with_segments(b"NTE*ADD*\x1b]0;x\x07\x1b[2J~")),
    _x("other payers without end", lambda: with_segments(b"SBR*S*18*******CI~AMT*D*1~NM1*IL*1*DOE~NM1*PR*2*P~" * 50_000)),
    _x("20,000 diagnoses", lambda: with_segments(b"HI" + b"*ABF:J020" * 20_000 + b"~")),
    _x("wrong order throughout", lambda: _START + b"~".join(sorted((_PARTIES + _CLAIM % 1).split(b"~"))) + b"~" + _END),
    _j("lists 100,000 deep", lambda: claim(b'"x":' + deep(b"[", b"]", 100_000)), True),
    _j("objects 100,000 deep", lambda: claim(b'"x":' + deep(b'{"a":', b"}", 100_000))),
    _j("items 900 deep", lambda: claim(items=_nested_items(900))),
    _j("extensions 5,000 deep", lambda: claim(b'"extension":' + deep(b'[{"url":"x","extension":', b"}]", 5000, b"[]"))),
    _j("references in a ring", lambda: _RING, True),
    _j("bundles within bundles", lambda: _bundles(400)),
    _j("a million entries", lambda: bundle(b",".join([b"{}"] * 1_000_000))),
    _j("5,000 claims", lambda: many(5000)),
    _j("1,500 claims", lambda: many(1500)),
    _j("a claim of 100,000 items", lambda: claim(items=b",".join([_ITEM % b"1"] * 100_000)), True),
    _j("100,000 things contained", lambda: claim(b'"contained":[' + b",".join([b'{"resourceType":"Patient","id":"x"}'] * 100_000) + b"]")),
    _j("a number of 100,000 digits", lambda: claim(items=_ITEM % (b"9" * 100_000)), True),
    _j("a number to the power of a billion", lambda: claim(items=_ITEM % b"1e1000000000")),
    _j("numbers that are none", lambda: claim(items=_ITEM % b"NaN" + b"," + _ITEM % b"-Infinity")),
    _j("a sum of the smallest", lambda: claim(items=b",".join([_ITEM % b"1e-400"] * 1000))),
    _j("the same key 100,000 times", lambda: claim(b",".join([b'"total":{"value":1}'] * 100_000))),
    _j("100,000 keys", lambda: claim(b",".join(b'"k%d":1' % n for n in range(100_000)))),
    _j("a key of 5 MB", lambda: claim(b'"%s":1' % (b"k" * (5 * MB)))),
    _j("a string of 30 MB", lambda: claim(b'"text":{"div":"%s"}' % (b"x" * (30 * MB)))),
    _j("kinds that are wrong throughout", lambda: b'{"resourceType":"Claim","item":{"a":1},"patient":[[]],"total":"x","diagnosis":7,"insurance":null,"type":[1],"provider":false}'),
    _j("items that are no items", lambda: claim(items=b'1,"x",null,[],[[]],{}')),
    _j("a resource type that is a list", lambda: b'{"resourceType":["Claim"],"id":{}}'),
    _j("half a letter", lambda: claim(b'"id":"\\ud800\\udfff\\ud800"')),
    _j("a NUL in a string", lambda: claim(b'"id":"\\u0000\\u001b[2J\\u202e"')),
    _j("lines of which most are broken", lambda: b"\n".join([_CLAIM_JSON % (1, _ITEM % b"1"), b'{"resourceType":"Claim"'] * 2000)),
    _j("300,000 lines", lambda: b'{"resourceType":"Claim"}\n' * 300_000),
    _j("a narrative with an entity bomb", lambda: claim(b'"text":{"div":"<!DOCTYPE x [<!ENTITY a \'aaaa\'>]><div>&a;</div>"}')),
    _j("a file attached a thousand times", lambda: claim(b'"supportingInfo":[' + b",".join([b'{"valueAttachment":{"contentType":"application/pdf","data":"JVBERi0xLjcK"}}'] * 1000) + b"]")),
    _j("cut short", lambda: cut(many(20), 0.8)),
    _j("bytes changed", lambda: flipped(many(20), 50)),
)  # fmt: skip


def _nested_items(levels: int) -> bytes:
    return b'{"sequence":1,"detail":[' * levels + _ITEM % b"1" + b"]}" * levels


def _bundles(levels: int) -> bytes:
    inner = claim()
    for _ in range(levels):
        inner = bundle(b'{"resource":' + inner + b"}")
    return inner
