"""What no value of a PDF may be: an action but going somewhere, a script, a player, another file."""

import re
from collections.abc import Callable
from decimal import Decimal
from math import prod
from typing import Any

from applicants.documents.checking.faults import ACTIVE, RefusedError

Value = dict[str, Any]
Look = Callable[[Any], Any]  # what follows a reference
ATTACHED = "This PDF holds another file or needs one. Print it to a new PDF and upload that."
ODD_LINK = "A link in this PDF does not lead to a web page. Remove it and save it again."
TOO_LARGE = "A picture in this PDF is too large to open. Make it smaller and upload it again."
# Keys that hold a script, a form of Adobe's own, or another file.
SCRIPTS = ("/JS", "/JavaScript", "/XFA", "/RichMediaContent", "/RichMediaSettings", "/OnInstantiate")
FILES = ("/EF", "/EmbeddedFiles", "/Collection", "/FFilter", "/UF")
KEYS = dict.fromkeys(SCRIPTS, ACTIVE) | dict.fromkeys(FILES, ATTACHED)
# Kinds of actions, annotations and streams (ISO 32000-1, 12.6.4, 12.5.6 and 8.8.2). Going to a page or
# following a link is fine.
KINDS = {
    *("/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/ResetForm", "/GoToR", "/GoToE", "/Hide"),
    *("/Rendition", "/Movie", "/Sound", "/GoTo3DView", "/RichMediaExecute", "/SetOCGState", "/Trans"),
    *("/EnableJavaScripts", "/Thread", "/GoToDp", "/RichMedia", "/Screen", "/3D", "/FileAttachment", "/PS"),
}
PROPERTY = {"/N", "/V", "/F", "/H"}  # ISO 32000-1, 14.7.5.4: its /F holds words, elsewhere a file's name
LINKS = re.compile(r"u:\s*(https?:|mailto:(?!.*[?&]attach)|tel:|#|www\.|/?[\w.-]+([/?#]|$))", re.IGNORECASE)
MOST_STARTED = 30  # actions one after another
MAX_PIXELS = 400_000_000  # A3 at 1,200 dots an inch


def check_value(value: Value, look: Look) -> None:
    """Raise RefusedError if a value acts, plays, carries a file, or unpacks to very much."""
    for key in KEYS.keys() & value.keys():
        raise RefusedError(KEYS[key])
    if any(str(look(value.get(key))) in KINDS for key in ("/S", "/Subtype", "/Subtype2")):
        raise RefusedError(ACTIVE)
    file, is_stream = str(look(value.get("/F"))), "/Length" in value
    if "/F" in value and (is_stream or (file[:2] in ("u:", "b:") and not PROPERTY.issuperset(value))):
        raise RefusedError(ATTACHED)
    for sides in (("/Width", "/Height"), ("/Columns", "/Rows")):
        sizes = [look(value.get(side)) for side in sides]
        if prod(max(1, size) for size in sizes if isinstance(size, (int, float, Decimal))) > MAX_PIXELS:
            raise RefusedError(TOO_LARGE)
    if "/URI" in value and not is_plain_link(value, look):
        raise RefusedError(ODD_LINK)
    if "/OpenAction" in value or "/AA" in value:
        check_started([value.get("/OpenAction"), value.get("/AA")], look)


def check_started(waiting: list[Any], look: Look) -> None:
    """Raise RefusedError if opening the document does anything but go to a place in it."""
    for _ in range(MOST_STARTED):
        if not waiting:
            return
        action = look(waiting.pop())
        if isinstance(action, list):
            waiting += action
        elif isinstance(action, dict) and "/S" in action:
            if look(action["/S"]) != "/GoTo":
                raise RefusedError(ACTIVE)
            waiting.append(action.get("/Next"))
        elif isinstance(action, dict) and "/Type" not in action:  # actions by what starts them
            waiting += action.values()
    raise RefusedError(ACTIVE)


def is_plain_link(value: Value, look: Look) -> bool:
    """Whether an action of links, or the base of all of them, leads to the web."""
    target = look(value["/URI"])
    if isinstance(target, dict):
        target = look(target.get("/Base", "u:#"))
    return bool(LINKS.match(str(target))) or (look(value.get("/S")) != "/URI" and "/Pages" not in value)
