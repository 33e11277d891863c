"""One program's page, and several side by side."""

from django.http import HttpRequest
from django.http.response import HttpResponseRedirectBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from programs.forms import CompareForm
from programs.models import Program
from programs.pages.program_compare import comparison
from programs.pages.program_detail import program_page
from programs.visitor import visitor_of


@require_safe
def program_detail(request: HttpRequest, slug: str) -> TemplateResponse | HttpResponseRedirectBase:
    """Show everything known of a program, and what to ask its host; a former address leads to today's."""
    published = Program.objects.published()
    program = published.for_reading().with_slugs([slug]).first()
    if program is None:
        return redirect(get_object_or_404(published.formerly_at(slug)), permanent=True)
    visitor = visitor_of(request)
    context = {
        "section": "programs",
        "detail": program_page(program, visitor.catalog, visitor.summaries, visitor.name),
        "record": program.record,
        "panel": visitor.panel(program),
        "figures": visitor.figures(program),
        "save_form": visitor.save_form(request.get_full_path()),
    }
    return TemplateResponse(request, "programs/program_detail.html", context)


@require_safe
def program_compare(request: HttpRequest) -> TemplateResponse:
    """Show two to four programs side by side, differences marked."""
    form = CompareForm(request.GET)
    form.full_clean()
    slugs = form.cleaned_data["program"]
    programs = Program.objects.published().for_reading().in_order_of(slugs)
    visitor, missing_count = visitor_of(request), len(slugs) - len(programs)
    context = {
        "section": "programs",
        "comparison": comparison(
            programs,
            visitor.catalog,
            missing_count,
            visitor.summaries,
            is_only_differences=form.is_only_differences,
        ),
        "is_short": form.is_short_on_phones,
        "save_form": visitor.save_form(request.get_full_path()),
    }
    return TemplateResponse(request, "programs/program_compare.html", context)
