"""Pages around the catalog: home, hosts, closed programs, where else to look, plain words."""

from django.core.paginator import Paginator
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from programs.forms import PageForm
from programs.guide import closed_programs_by_state, hosts_by_initial, kinds_with_counts, resources_by_kind
from programs.models import Host, Program, Resource, StateRule, Term
from programs.pages import cards
from programs.pages.home import catalog_overview, type_counts
from programs.pages.page_links import numbered_jumps, page_links
from programs.visitor import visitor_of

PAGE = "page={}"
# As many as a first load of 50 kB can carry.
PROGRAMS_A_PAGE, HOSTS_A_PAGE = 150, 500


@require_safe
def home(request: HttpRequest) -> TemplateResponse:
    """Say what this is, and open every way into the catalog."""
    glance = catalog_overview(visitor_of(request).catalog)
    kinds = kinds_with_counts(Term.objects.program_types(), glance.type_counts)
    return TemplateResponse(
        request, "programs/home.html", {"section": "home", "overview": glance, "kinds": kinds}
    )


@require_safe
def host_list(request: HttpRequest) -> TemplateResponse:
    """List every host that has a program or a closed program, by its letter, page by page."""
    hosts = Host.objects.in_catalog().by_name()
    page = Paginator(hosts, HOSTS_A_PAGE).get_page(PageForm(request.GET).number)
    context = {"section": "hosts", "page": page, "links": page_links(page, PAGE.format)}
    context["initials"] = hosts_by_initial(page)
    return TemplateResponse(request, "programs/host_list.html", context)


@require_safe
def host_detail(request: HttpRequest, slug: str) -> TemplateResponse:
    """Show one host and all its programs."""
    host = get_object_or_404(Host.objects.in_catalog(), slug=slug)
    visitor = visitor_of(request)
    program_ids = host.programs.published().in_list_order().ids()
    context = {
        "section": "hosts",
        "host": host,
        "cards": cards.joined_html(program_ids, timezone.localdate(), visitor.summaries),
        "state_rules": list(StateRule.objects.in_state(host.state)),
        "save_form": visitor.save_form(request.get_full_path()),
    }
    return TemplateResponse(request, "programs/host_detail.html", context)


@require_safe
def closed_programs(request: HttpRequest) -> TemplateResponse:
    """List the hosts that say they do not take international applicants, by state, page by page."""
    closed = Program.objects.published().where_closed(closed=True).by_state()
    page = Paginator(closed, PROGRAMS_A_PAGE).get_page(PageForm(request.GET).number)
    context = {"section": "closed", "page": page, "links": page_links(page, PAGE.format)}
    context["states"] = states = closed_programs_by_state(page)
    context["jumps"] = numbered_jumps("state", (state for state, _ in states))
    return TemplateResponse(request, "programs/closed_programs.html", context)


@require_safe
def where_else(request: HttpRequest) -> TemplateResponse:
    """Show where else to look, what each place is good for and to whom it is closed."""
    kinds = resources_by_kind(Resource.objects.all())
    context = {"section": "where_else", "kinds": kinds}
    context["jumps"] = numbered_jumps("kind", (kind for kind, _ in kinds))
    return TemplateResponse(request, "programs/where_else.html", context)


@require_safe
def kinds(request: HttpRequest) -> TemplateResponse:
    counts = type_counts(visitor_of(request).catalog)
    terms = kinds_with_counts(Term.objects.program_types(), counts)
    context = {"section": "kinds", "kinds": terms, "state_rules": list(StateRule.objects.all())}
    return TemplateResponse(request, "programs/kinds.html", context)


@require_safe
def glossary(request: HttpRequest) -> TemplateResponse:
    terms = list(Term.objects.glossary())
    first = {term.word[0].upper(): term.slug for term in reversed(terms)}  # of each letter the first word
    jumps = [(slug, letter) for letter, slug in sorted(first.items())]
    context = {"section": "glossary", "terms": terms, "jumps": jumps}
    return TemplateResponse(request, "programs/glossary.html", context)
