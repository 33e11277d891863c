"""What visitors and hosts wrote, as curators read and answer it."""

from typing import Any, cast

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from programs import facts
from programs.curation.feedback import proposals, reports
from programs.duplicates import duplicates_of_suggestion
from programs.feedback_querysets import HostProposalQuerySet, ReportQuerySet
from programs.models import HostProposal, Program, Report
from programs.pages.feedback import fact_value_words, proposed_facts
from programs.records import record_of
from programs.report_choices import ProposalState

Lookups = list[tuple[str, str]]


class FeedbackAdmin(admin.ModelAdmin):
    """Messages from outside: whoever may change a program may read and answer them; nobody adds one here."""

    list_per_page = 50
    date_hierarchy = None
    show_full_result_count = False

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("programs.change_program")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_view_permission(request, obj)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        rows = super().get_queryset(request)
        return cast("ReportQuerySet | HostProposalQuerySet", rows).with_programs()

    @admin.display(description="program")
    def program_links(self, row: Report | HostProposal) -> SafeString | str:
        """Links to the form that changes the program, and to its public page."""
        program = row.program
        if program is None:
            return self.likely_programs(row)
        change = reverse("admin:programs_program_change", args=[program.pk])
        page = program.get_absolute_url()
        return format_html(
            '{}, {}. <a href="{}">Change the program</a> · <a href="{}">Public page</a>',
            *(program.name, program.host.name, change, page),
        )

    def likely_programs(self, row: Any) -> SafeString:
        """What in the catalog a suggestion probably means, drafts and archived programs too."""
        programs = Program.objects.without_merged()
        likely = duplicates_of_suggestion(row.name, row.host_name, row.url, programs)
        context = {"programs": likely}
        return render_to_string("admin/programs/report/_suggested.html", context)


class OpenFilter(admin.SimpleListFilter):
    title = "state"
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> Lookups:
        return [("open", "Open"), ("resolved", "Resolved")]

    def queryset(self, request: HttpRequest, queryset: Any) -> QuerySet:
        match self.value():
            case "open":
                return queryset.open()
            case "resolved":
                return queryset.resolved()
        return queryset


class ReportAnswerForm(forms.ModelForm):
    def clean_outcome(self) -> str:
        """Raise ValidationError if there is no outcome: saving the form answers whoever reported."""
        if not self.cleaned_data["outcome"]:
            raise ValidationError("Choose what became of it.")
        return self.cleaned_data["outcome"]


class ReportAdmin(FeedbackAdmin):
    form = ReportAnswerForm
    list_display = ("about", "kind", "topic", "created_at", "state", "resolved_by")
    list_filter = (OpenFilter, "kind", "topic")
    search_fields = ("name", "host_name", "program__name")
    fieldsets = (
        ("What was written", {"fields": ("kind", "program_links", "topic", "details", "created_at")}),
        (
            "What became of it",
            {
                "fields": ("outcome", "answer", ("resolved_by", "resolved_at")),
                "description": "Whoever wrote it reads the outcome and the answer on a private page, and "
                "gets one mail if they left an address.",
            },
        ),
    )
    readonly_fields = (
        "kind",
        "program_links",
        "topic",
        "details",
        "created_at",
        "resolved_by",
        "resolved_at",
    )

    @admin.display(description="about", ordering="created_at")
    def about(self, report: Report) -> str:
        return report.program.name if report.program else report.name

    @admin.display(description="state", ordering="outcome")
    def state(self, report: Report) -> str:
        return report.get_outcome_display() if report.outcome else "Open"

    @admin.display(description="message")
    def details(self, report: Report) -> str:
        """What was written, as plain text with its lines."""
        return render_to_string("admin/programs/report/_details.html", {"report": report})

    def save_model(self, request: HttpRequest, obj: Report, form: Any, change: bool) -> None:  # noqa: FBT001
        reports.resolve_report(obj, request.user)


class ProposalStateFilter(admin.SimpleListFilter):
    """Waiting for a curator, or decided; links that nobody has used are left out of the list."""

    title = "state"
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> Lookups:
        return [(str(state.value), str(state.label)) for state in ProposalState]

    def queryset(self, request: HttpRequest, queryset: Any) -> QuerySet:
        return queryset.filter(state=self.value()) if self.value() else queryset


class ProposalDecisionForm(forms.ModelForm):
    """Which facts are taken over, and what the office is told."""

    decision = forms.ChoiceField(
        choices=[("accept", "Accept the ticked facts"), ("refuse", "Refuse all of it")],
        widget=forms.RadioSelect,
    )
    accepted = forms.MultipleChoiceField(
        label="Facts to accept", required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        names = list(self.instance.facts)
        accepted = cast("forms.MultipleChoiceField", self.fields["accepted"])
        accepted.choices = [(name, facts.fact_label(name)) for name in names]
        accepted.initial = names

    def clean(self) -> None:
        """Raise ValidationError if the form's proposal has been decided or does not fit into the catalog."""
        super().clean()
        if self.instance.state != ProposalState.WAITING:
            raise ValidationError("This is not waiting for a decision.")
        accepted = self.cleaned_data.get("accepted")
        if self.cleaned_data.get("decision") == "accept" and accepted:
            proposals.check_facts_fit(self.instance, accepted)


class HostProposalAdmin(FeedbackAdmin):
    """What hosts' offices say of their own programs."""

    form = ProposalDecisionForm
    list_display = ("program", "domain", "state", "submitted_at", "decided_by")
    list_filter = (ProposalStateFilter,)
    fieldsets = (
        (
            "What the host's office says",
            {"fields": ("program_links", "email", "submitted_at", "comparison", "note")},
        ),
        ("Decision", {"fields": ("decision", "accepted", "answer", ("decided_by", "decided_at"))}),
    )
    readonly_fields = (
        "program_links",
        "email",
        "submitted_at",
        "comparison",
        "note",
        "decided_by",
        "decided_at",
    )

    @admin.display(description="side by side")
    def comparison(self, proposal: HostProposal) -> str:
        """Each fact as it was, as it is today, and as the office says."""
        program = Program.objects.for_editing().get(pk=proposal.program_id)
        record = record_of(program)
        lines = [(fact, fact_value_words(fact.name, record[fact.name])) for fact in proposed_facts(proposal)]
        return render_to_string("admin/programs/hostproposal/_comparison.html", {"lines": lines})

    def save_model(self, request: HttpRequest, obj: HostProposal, form: Any, change: bool) -> None:  # noqa: FBT001
        try:
            if form.cleaned_data["decision"] == "refuse":
                proposals.refuse_proposal(obj, request.user)
            else:
                proposals.accept_proposal(obj, form.cleaned_data["accepted"], request.user)
        except proposals.DecidedError:
            self.message_user(request, "Somebody else has decided this in the meantime.", messages.WARNING)
