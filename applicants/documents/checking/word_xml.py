"""The XML of a Word document: plain, without entities or scripts, and nothing in it fetches something."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from defusedxml.ElementTree import iterparse

from applicants.documents.checking.faults import ACTIVE, BROKEN, HIDDEN, RefusedError
from applicants.documents.checking.foreign import EICAR_MARK

FETCHES = "This document fetches something from elsewhere. Save it as PDF and upload that."
TOO_LONG = "This document is too long to check. Save it as PDF and upload that."
# What a second is enough for: tags and attributes of all parts together, letters of fields, levels.
MAX_SIGNS, MAX_FIELD_LETTERS, MAX_DEPTH = 400_000, 500_000, 400
MAX_TAG = 1_000_000  # bytes
# Relations that bring code or another file in.
BAD_RELATIONS = re.compile(
    r"/(oleObject|package|control|activeX\w*|vbaProject|wordVbaData|aFChunk|subDocument|frame|keyMapCustomizations|customUI)$"
    r"|attachedToolbars$|/ui/",
    re.IGNORECASE,
)
LOCAL_TEMPLATE = re.compile(r"(file:///[a-z]:[/\\]|[\w .-]+\.dot[xm]?$)", re.IGNORECASE)
# A web page, or a file beside this one: not a share of another machine, escaped or not.
LINK = re.compile(r"\s*(https?://|mailto:|tel:|#|(?!/*%(5c|2f)|//)[\w%./-]+$)", re.IGNORECASE)
# A field begins with its name. These run or fetch something; QUOTE spells a name in numbers.
RUNNING_FIELD = re.compile(
    r"[\0\1]\s*(DDE(AUTO)?|INCLUDE(PICTURE|TEXT)?|IMPORT|MACROBUTTON|DATABASE|LINK|RD|PRINT|CONTROL|HTMLACTIVEX"
    r"|QUOTE\s+\d+)\b|\0\s*\0",
    re.IGNORECASE,
)
LINK_FIELD = re.compile(r"\bHYPERLINK\s+(\"[^\"]*|[^\s\"\\]\S*|\\\\\S*)", re.IGNORECASE)
BEGIN, PARAGRAPH = "\0", "\1"
RUNNING = {
    *("script", "foreignobject", "altchunk", "object", "control", "oleobject", "subdoc", "movie"),
    *("webvideopr", "scriptanchor", "iframe", "embed"),
}
# In a drawing: a place in it, or a picture that is part of it.
INSIDE = re.compile(r"\s*(#|data:image/)", re.IGNORECASE)
OUTSIDE = re.compile(r"url\(\s*[\"']?(?!\s*[\"']?(#|data:image/|data:font/))", re.IGNORECASE)
INCLUSIONS, OLD_DRAWINGS = "{http://www.w3.org/2001/XInclude", "{urn:schemas-microsoft-com:vml"
STORE = "OMEX"  # Microsoft's own
EICAR_WORDS = EICAR_MARK.decode()


@dataclass
class Sums:
    """What has been seen of a document so far: signs of XML."""

    signs: int = 0

    def add(self, body: bytes) -> None:
        """RefusedError when there is more than can be read in time."""
        self.signs += body.count(b"<") + body.count(b"=")
        if self.signs > MAX_SIGNS:
            raise RefusedError(TOO_LONG)


def check_xml(name: str, body: bytes, sums: Sums) -> None:
    """RefusedError for XML that is not plain: entities, scripts, relations or fields that fetch something."""
    sums.add(body)
    if any(len(piece) - piece.find(b"<") > MAX_TAG for piece in body.split(b">")):
        raise RefusedError(TOO_LONG)
    if b"<?xml-stylesheet" in body.replace(b"\0", b""):
        raise RefusedError(ACTIVE)
    is_own_data, is_drawing = name.startswith("customXml/"), name.lower().endswith(".svg")
    fields = [PARAGRAPH]
    for kind, element in elements_of(body):
        if kind == "Relationship":
            check_relation(element)
        if kind.lower() in RUNNING and not is_own_data:
            raise RefusedError(ACTIVE)
        if is_drawing:
            check_drawing(element)
        else:
            check_attributes(element)
        if EICAR_WORDS in (element.text or ""):
            raise RefusedError(HIDDEN)
        fields += field_of(kind, element)
    check_fields("".join(fields))


def elements_of(body: bytes) -> Iterator[tuple[str, Any]]:
    """Yield every element as (name without namespace, element); what was seen is let go."""
    above: list[Any] = []
    for event, element in iterparse(BytesIO(body), events=("start", "end"), forbid_dtd=True):
        if event == "start":
            above.append(element)
            if len(above) > MAX_DEPTH:
                raise RefusedError(BROKEN)
            continue
        above.pop()
        yield str(element.tag).rpartition("}")[2], element
        element.clear()
        if above:
            above[-1].remove(element)


def field_of(kind: str, element: Any) -> list[str]:
    """Return what an element adds to the text of all fields."""
    if kind in ("instrText", "delInstrText"):
        return [element.text or ""]
    if kind == "fldChar":
        begins = any(
            key.endswith("}fldCharType") and value == "begin" for key, value in element.attrib.items()
        )
        return [BEGIN if begins else " "]
    if kind == "fldSimple":
        return [BEGIN, *(value for key, value in element.attrib.items() if key.endswith("}instr")), PARAGRAPH]
    return [PARAGRAPH] if kind == "p" else []


def check_fields(text: str) -> None:
    """RefusedError for fields that run or fetch something, or link to anything but the web."""
    if len(text) > MAX_FIELD_LETTERS:
        raise RefusedError(TOO_LONG)
    if RUNNING_FIELD.search(text):
        raise RefusedError(ACTIVE)
    if not all(LINK.match(found[1].strip('" ')) for found in LINK_FIELD.finditer(text)):
        raise RefusedError(FETCHES)


def check_relation(element: Any) -> None:
    """RefusedError for a relation to code, to a file inside, or to anything outside but a web page."""
    kind, target = element.get("Type", ""), element.get("Target", "")
    if BAD_RELATIONS.search(kind):
        raise RefusedError(ACTIVE)
    if element.get("TargetMode", "").lower() != "external":
        if "//" in target or "\\" in target:
            raise RefusedError(ACTIVE)
        return
    allowed = {"hyperlink": LINK, "attachedTemplate": LOCAL_TEMPLATE}.get(kind.rpartition("/")[2])
    if allowed is None or not allowed.match(target):
        raise RefusedError(FETCHES)


def check_attributes(element: Any) -> None:
    """RefusedError for an old drawing that shows what is elsewhere, an inclusion, or a stray add-in."""
    space, _, kind = str(element.tag).rpartition("}")
    if space == INCLUSIONS or (kind == "reference" and element.get("storeType", STORE) != STORE):
        raise RefusedError(FETCHES)
    if space == OLD_DRAWINGS:
        source, target = element.get("src", ""), element.get("href", "#")
        if ":" in source or source.startswith(("//", "\\")) or not LINK.match(target):
            raise RefusedError(FETCHES)


def check_drawing(element: Any) -> None:
    """RefusedError for an element of a drawing that reacts, or that shows what is elsewhere."""
    values = [*element.attrib.values(), element.text or ""]
    if any("@import" in value or OUTSIDE.search(value) for value in values):
        raise RefusedError(ACTIVE)
    for key, value in element.attrib.items():
        name = key.rpartition("}")[2].lower()
        if name.startswith("on") or (name == "href" and not INSIDE.match(value)):
            raise RefusedError(ACTIVE)
        if name == "attributename" and value.rpartition(":")[2].lower() == "href":
            raise RefusedError(ACTIVE)
