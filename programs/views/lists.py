"""The list of programs and its exports."""

from django.http import HttpRequest, StreamingHttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from programs.filters import ProgramFilter
from programs.pages import exports
from programs.pages.facet_sidebar import sidebar
from programs.pages.program_list import ProgramListPage
from programs.search import catalogue
from programs.search.options import FilterVocabulary, vocabulary
from programs.search.selection import Selection
from programs.visitor import VisitorRequest, visitor_of


def parse_search_request(request: HttpRequest) -> tuple[ProgramFilter, Selection, FilterVocabulary]:
    """Return what the address asks, what it finds for this visitor, and the words of both."""
    index = catalogue.current()
    words, fit = vocabulary(index), visitor_of(request).fit(index)
    filters = ProgramFilter(request.GET, known=words.known, has_fit=bool(fit))
    return filters, Selection(index, filters.question, fit), words


@require_safe
@vary_on_headers("HX-Request")
def program_list(request: VisitorRequest) -> TemplateResponse:
    """Browse, search and filter the catalogue; an htmx request gets the changing part alone."""
    filters, selection, words = parse_search_request(request)
    visitor = visitor_of(request)
    listing = ProgramListPage(selection, words, filters.page_number, visitor.summaries)
    address = f"{request.path}?{listing.query}" if listing.query else request.path
    template = "programs/_catalogue.html" if request.htmx else "programs/program_list.html"
    context = {
        "section": "programs",
        "listing": listing,
        "question": filters.question,
        "notices": filters.notices,
        "facets": sidebar(selection, words),
        "save_form": visitor.save_form(address),
    }
    response = TemplateResponse(request, template, context)
    if request.htmx:
        response["HX-Push-Url"] = address
    return response


@require_safe
def program_export_csv(request: HttpRequest) -> StreamingHttpResponse:
    """Download what the address finds as a spreadsheet that no cell can turn into a formula."""
    _, selection, _ = parse_search_request(request)
    rows = exports.csv_lines(selection.all_ids())
    return StreamingHttpResponse(
        rows,
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="programs.csv"'},
    )


@require_safe
def program_export_json(request: HttpRequest) -> StreamingHttpResponse:
    """Download what the address finds as records in the exchange format."""
    _, selection, _ = parse_search_request(request)
    return StreamingHttpResponse(exports.json_parts(selection.all_ids()), content_type="application/json")
