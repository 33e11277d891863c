"""The list of programs and its exports."""

from functools import partial

from django.http import HttpRequest, StreamingHttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from programs.choices import ProgramSort
from programs.feedback.searches import note_fruitless
from programs.filters import ProgramFilter
from programs.pages import exports
from programs.pages.facet_sidebar import sidebar
from programs.pages.price_spread import half_words
from programs.pages.program_list import program_list_page
from programs.pages.state_map import state_map
from programs.search import search, search_ids
from programs.visitor import Visitor, VisitorRequest, visitor_of


def parse_search_request(request: HttpRequest, visitor: Visitor) -> ProgramFilter:
    catalog = visitor.catalog
    vocabulary = catalog.words.vocabulary
    return ProgramFilter(request.GET, vocabulary=vocabulary, today=catalog.today, has_fit=bool(visitor.fit))


@require_safe
@vary_on_headers("HX-Request")
def program_list(request: VisitorRequest) -> TemplateResponse:
    """Browse, search and filter the catalog; an htmx request gets the changing part alone."""
    visitor = visitor_of(request)
    filters = parse_search_request(request, visitor)
    result = search(filters.query, visitor, filters.page_number)
    if result.total == 0:
        note_fruitless(request, filters.query.own.text)
    summaries = partial(visitor.summaries, with_wishes=result.query.sort == ProgramSort.FIT)
    listing = program_list_page(result, visitor, summaries)
    address = f"{request.path}?{listing.canonical_query}" if listing.canonical_query else request.path
    template = "programs/_catalog.html" if request.htmx else "programs/program_list.html"
    context = {
        "section": "programs",
        "listing": listing,
        "asked": filters.query.own,
        "notices": filters.notices,
        "facets": sidebar(result, visitor),
        "prices": half_words(result.prices, "programs") if result.prices else "",
        "map": state_map(result.query, result.counts["state"]),
        "note": visitor.list_note(*(result.query.ticked.get(name, ()) for name in ("specialty", "state"))),
        "invitation": visitor.invitation(),
        "save_form": visitor.save_form(address),
    }
    response = TemplateResponse(request, template, context)
    if request.htmx:
        response["HX-Push-Url"] = address
    return response


@require_safe
def program_export_csv(request: HttpRequest) -> StreamingHttpResponse:
    """Download what the address finds as a spreadsheet that no cell can turn into a formula."""
    visitor = visitor_of(request)
    rows = exports.csv_lines(search_ids(parse_search_request(request, visitor).query, visitor))
    return StreamingHttpResponse(
        rows,
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="programs.csv"'},
    )


@require_safe
def program_export_json(request: HttpRequest) -> StreamingHttpResponse:
    """Download what the address finds as records in the exchange format."""
    visitor = visitor_of(request)
    parts = exports.json_parts(search_ids(parse_search_request(request, visitor).query, visitor))
    return StreamingHttpResponse(parts, content_type="application/json")
