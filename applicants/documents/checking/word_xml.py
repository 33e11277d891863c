"""The XML of a Word document: plain, without entities or scripts, and nothing in it fetches something."""

import codecs
import re
from collections.abc import Mapping
from urllib.parse import unquote
from xml.parsers.expat import ParserCreate

from applicants.documents.checking.faults import ACTIVE, BROKEN, HIDDEN, RefusedError
from applicants.documents.checking.foreign import EICAR_MARK

FETCHES = "This document fetches something from elsewhere. Save it as PDF and upload that."
TOO_LONG = "This document is too long to check. Save it as PDF and upload that."
# What half a second is enough for: tags and attributes of all parts together, letters of fields, levels.
MAX_SIGNS, MAX_FIELD_LETTERS, MAX_DEPTH, MAX_ATTRIBUTES = 400_000, 500_000, 400, 1000
MAIN_PART = "word/document.xml"
# Relations that bring code or another file in.
BAD_RELATIONS = re.compile(
    r"/(oleObject|package|control|activeX\w*|vbaProject|wordVbaData|aFChunk|subDocument|frame|keyMapCustomizations|customUI)$"
    r"|attachedToolbars$|/ui/",
    re.IGNORECASE,
)
# What these folders hold is data and signatures, not text that Word shows: only these relations lead there.
DATA_FOLDERS = ("customXml/", "_xmlsignatures/")
DATA_RELATIONS = {"customxml", "customxmlprops", "origin", "signature"}
LOCAL_TEMPLATE = re.compile(r"(file:///[a-z]:[/\\]|[\w .-]+\.dot[xm]?$)", re.IGNORECASE)
# A web page, or a file beside this one: not a share of another machine, escaped or not.
LINK = re.compile(r"\s*(https?://|mailto:|tel:|#|(?!/*%(5c|2f)|//)[\w%./-]+$)", re.IGNORECASE)
# Where an old drawing takes its picture from: the document, a mail's attachment (of which only the name is
# left), or a file beside this one.
BESIDE = re.compile(r"\s*+(#|cid:|(?!/*+%(5c|2f)|//|\\)[^:]*+$)", re.IGNORECASE)
# A field begins with its name. These run or fetch something; QUOTE spells a name in numbers.
RUNNING_FIELD = re.compile(
    r"[\0\1]\s*+(DDE(AUTO)?|INCLUDE(PICTURE|TEXT)?|IMPORT|MACROBUTTON|DATABASE|LINK|RD|PRINT|CONTROL|HTMLACTIVEX"
    r"|QUOTE\s+\d+)\b|\0\s*+\0",
    re.IGNORECASE,
)
LINK_FIELD = re.compile(r"\bHYPERLINK\s++(\"[^\"]*|[^\s\"\\]\S*|\\\\\S*)", re.IGNORECASE)
UNSEEN = re.compile("[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")
BEGIN, PARAGRAPH = "\0", "\1"
# Elements, in small letters, that run, fetch or hold another file; a mail merge asks a database.
ACTIVE_ELEMENTS = {
    *("script", "foreignobject", "altchunk", "object", "control", "oleobject", "subdoc", "movie"),
    *("webvideopr", "scriptanchor", "iframe", "embed"),
}
FETCHING_ELEMENTS = {"include", "mailmerge"}
SCHEMA_PLACES = {"manifestlocation", "schemalocation"}
# In a drawing: a place in it, or a picture that is part of it.
INSIDE = re.compile(r"\s*(#|data:image/)", re.IGNORECASE)
OUTSIDE = re.compile(r"url\((?!\s*+[\"']?+\s*+(#|data:image/|data:font/))", re.IGNORECASE)
STORE = "OMEX"  # Microsoft's own

Attributes = Mapping[str, str]


class WordPackage:
    """What has been seen of all parts of a document so far."""

    def __init__(self) -> None:
        self.signs = 0
        self.has_main = False
        self.types: list[Attributes] = []

    def add(self, body: bytes) -> None:
        """Raise RefusedError when there is more than can be read in time."""
        self.signs += body.count(b"<") + body.count(b"=")
        if self.signs > MAX_SIGNS:
            raise RefusedError(TOO_LONG)


class WordPart:
    """What one part says, told by the parser element by element; each method raises RefusedError."""

    def __init__(self, name: str, package: WordPackage) -> None:
        self.name, self.package = name, package
        self.is_data, self.is_drawing = name.startswith(DATA_FOLDERS), name.lower().endswith(".svg")
        self.depth = 0
        self.codes, self.styles = [PARAGRAPH], [""]
        self.parser = ParserCreate("utf-8")
        self.parser.buffer_text = True
        self.parser.StartElementHandler, self.parser.EndElementHandler = self.start, self.end

    def start(self, tag: str, attributes: Attributes) -> None:
        """Check an element. Prefixes do not count: what is refused is refused by any."""
        kind = tag.rpartition(":")[2]
        self.depth += 1
        if self.depth > MAX_DEPTH or len(attributes) > MAX_ATTRIBUTES:
            raise RefusedError(BROKEN)
        if kind == "Relationship":
            self.package.has_main |= is_main(attributes) and self.name == "_rels/.rels"
            check_relation(attributes)
        elif self.name == "[Content_Types].xml":
            self.package.types.append(attributes)
        elif not self.is_data:
            check_element(kind)
            (check_drawing if self.is_drawing else check_attributes)(kind, attributes)
            self.add_codes(kind, attributes)

    def add_codes(self, kind: str, attributes: Attributes) -> None:
        """Keep what an element adds to the codes of all fields."""
        if kind in ("instrText", "delInstrText"):
            self.parser.CharacterDataHandler = self.codes.append
        elif kind == "fldChar":
            self.codes.append(BEGIN if "begin" in attributes.values() else " ")
        elif kind == "fldSimple":
            codes = [value for key, value in attributes.items() if key.endswith("instr")]
            self.codes += [BEGIN, *codes, PARAGRAPH]
        elif kind == "p":
            self.codes.append(PARAGRAPH)
        elif kind == "style" and self.is_drawing:
            self.parser.CharacterDataHandler = self.styles.append

    def end(self, tag: str) -> None:
        """Leave an element."""
        self.depth -= 1
        if tag.endswith(("nstrText", "style")):
            self.parser.CharacterDataHandler = None


def check_xml(name: str, body: bytes, package: WordPackage) -> None:
    """Raise RefusedError if the XML has entities, scripts, or relations or fields that fetch something."""
    if body.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        body = body.decode("utf-16").encode()
    package.add(body)
    if b"<!DOCTYPE" in body:  # so that no entity can grow while expat reads
        raise RefusedError(BROKEN)
    if b"<?xml-stylesheet" in body:
        raise RefusedError(ACTIVE)
    if EICAR_MARK in body:
        raise RefusedError(HIDDEN)
    part = WordPart(name, package)
    part.parser.Parse(body, True)  # noqa: FBT003 - expat takes it by place
    check_fields(UNSEEN.sub("", "".join(part.codes)))
    check_style("".join(part.styles))


def check_fields(text: str) -> None:
    """Raise RefusedError if fields run or fetch something, or link to anything but the web."""
    if len(text) > MAX_FIELD_LETTERS:
        raise RefusedError(TOO_LONG)
    if RUNNING_FIELD.search(text):
        raise RefusedError(ACTIVE)
    if not all(LINK.match(found[1].strip('" ')) for found in LINK_FIELD.finditer(text)):
        raise RefusedError(FETCHES)


def is_main(relation: Attributes) -> bool:
    """Tell whether a relation names the document's text; raise RefusedError if the text is elsewhere."""
    if not relation.get("Type", "").endswith("/officeDocument"):
        return False
    if relation.get("Target", "").removeprefix("/") != MAIN_PART:
        raise RefusedError(HIDDEN)
    return True


def check_relation(relation: Attributes) -> None:
    """Raise RefusedError if a relation leads to code, a file inside, or anything outside but a web page."""
    kind, target = relation.get("Type", ""), relation.get("Target", "")
    name = kind.rpartition("/")[2]
    if BAD_RELATIONS.search(kind):
        raise RefusedError(ACTIVE)
    if relation.get("TargetMode", "").lower() == "external":
        allowed = {"hyperlink": LINK, "attachedTemplate": LOCAL_TEMPLATE}.get(name)
        if allowed is None or not allowed.match(target):
            raise RefusedError(FETCHES)
    elif "//" in target or "\\" in target:
        raise RefusedError(ACTIVE)
    elif name.lower() not in DATA_RELATIONS and is_data(target):
        raise RefusedError(HIDDEN)


def is_data(target: str) -> bool:
    plain = "".join(unquote(target).lower().split())
    return any(folder.lower() in plain for folder in DATA_FOLDERS)


def check_element(kind: str) -> None:
    """Raise RefusedError if an element runs or fetches something."""
    if kind.lower() in ACTIVE_ELEMENTS:
        raise RefusedError(ACTIVE)
    if kind.lower() in FETCHING_ELEMENTS:
        raise RefusedError(FETCHES)


def check_attributes(kind: str, attributes: Attributes) -> None:
    """Raise RefusedError if an address in the attributes leads elsewhere, or an add-in is not the store's."""
    if kind == "reference" and attributes.get("storeType", STORE) != STORE:
        raise RefusedError(FETCHES)
    for key, value in attributes.items():
        name = key.rpartition(":")[2].lower()
        if name in ("href", "src", "althref"):
            allowed = LINK if key == "href" else BESIDE
            if value and not allowed.match(value):
                raise RefusedError(FETCHES)
        elif kind == "schema" and value and name in SCHEMA_PLACES:
            raise RefusedError(FETCHES)


def check_drawing(_: str, attributes: Attributes) -> None:
    """Raise RefusedError if an element of a drawing reacts, or shows what is elsewhere."""
    for key, value in attributes.items():
        check_style(value)
        name = key.rpartition(":")[2].lower()
        if name.startswith("on") or (name == "href" and not INSIDE.match(value)):
            raise RefusedError(ACTIVE)
        if name == "attributename" and value.rpartition(":")[2].lower() == "href":
            raise RefusedError(ACTIVE)


def check_style(text: str) -> None:
    """Raise RefusedError if a drawing's style, or other text, takes something from elsewhere."""
    if "@import" in text or OUTSIDE.search(text):
        raise RefusedError(ACTIVE)
