"""A page's HTML with white space as a browser shows it: tests do not depend on the lines of templates."""

import re

from django.http import HttpResponse

BLOCKS = (
    "address article aside blockquote body br caption dd details div dl dt fieldset figcaption figure footer "
    "form h1 h2 h3 h4 h5 h6 head header hr html legend li link main meta nav ol optgroup option p section "
    "select summary table tbody td tfoot th thead title tr ul"
)
# A browser shows no white space beside these.
AROUND_BLOCKS = re.compile(rf'\s*(</?(?:{"|".join(BLOCKS.split())})\b(?:"[^"]*"|[^<>"])*>)\s*')
IN_TAG = re.compile(r'<[a-z](?:"[^"]*"|[^<>"])*>')


def as_shown(page: HttpResponse | str) -> str:
    """Return an answer's HTML on one line: no space beside blocks, one space where a line may break."""
    html = page if isinstance(page, str) else page.content.decode()
    html = IN_TAG.sub(lambda tag: re.sub(r"\s*>$", ">", " ".join(tag[0].split())), html)
    return AROUND_BLOCKS.sub(r"\1", " ".join(html.split()))


def jumps_of(html: str) -> list[tuple[str, str]]:
    """Return the links of "On this page" as anchor and words; each must lead to a part of the page."""
    nav = html.partition('<nav class="jumps"')[2].partition("</nav>")[0]
    jumps = re.findall(r'href="#([^"]+)">([^<]+)</a>', nav)
    assert [anchor for anchor, _ in jumps if html.count(f'id="{anchor}"') != 1] == []
    return jumps
