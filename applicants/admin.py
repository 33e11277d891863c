"""Accounts in the admin: for superusers. What applicants keep here is shown to nobody."""

from typing import ClassVar

from allauth.account.admin import EmailAddressAdmin
from allauth.account.models import EmailAddress
from allauth.mfa.admin import Authenticator
from allauth.usersessions.admin import UserSession
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.http import HttpRequest

from applicants.models import (
    ArrivalStep,
    CostFigure,
    DocumentKind,
    EntryRule,
    Funding,
    ImmunizationSection,
    LeadTime,
    MatchFigure,
    OutreachSample,
    PathwayStep,
    RotationTip,
    Season,
    SeasonDate,
    Skill,
    Society,
    SpecialtyAdvice,
    StageAdvice,
    User,
    VisaStep,
)
from programs.curation.admin.inlines import HTTPS_FIRST

# allauth shows secrets and sessions; here a superuser can only confirm an address or take a factor away.
for model in (EmailAddress, Authenticator, UserSession):
    admin.site.unregister(model)


@admin.register(User)
class UserAdmin(DjangoUserAdmin):
    """Superusers manage accounts; an advisor is staff in the group Advisors."""

    ordering = ("email",)
    list_display = ("email", "name", "is_staff", "is_active")
    search_fields = ("email", "name")
    fieldsets = (
        (None, {"fields": ("email", "name", "password")}),
        ("Permissions", {"fields": ("is_active", "is_staff", "is_superuser", "groups")}),
        ("Dates", {"fields": ("last_login", "date_joined")}),
    )
    add_fieldsets = ((None, {"classes": ("wide",), "fields": ("email", "password1", "password2")}),)
    readonly_fields = ("last_login", "date_joined")


@admin.register(EmailAddress)
class AddressAdmin(EmailAddressAdmin):
    """Confirms an address for somebody whose mail does not arrive."""


@admin.register(Authenticator)
class SecondFactorAdmin(admin.ModelAdmin):
    """Takes a lost second factor away; what is secret in it is never shown."""

    list_display = ("user", "type", "created_at", "last_used_at")
    search_fields = ("user__email",)
    fields = readonly_fields = ("user", "type", "created_at", "last_used_at")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Nobody adds a factor for somebody else."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Authenticator | None = None) -> bool:
        """Nothing in it can be changed."""
        return False


class SourcedAdmin(admin.ModelAdmin):
    """What the portal shows to everybody with its source; advisors keep it true."""

    formfield_overrides = HTTPS_FIRST
    list_filter: ClassVar[tuple[str, ...]] = ("grade",)


@admin.register(EntryRule)
class EntryRuleAdmin(SourcedAdmin):
    list_display = ("status", "says", "grade", "as_of")
    search_fields = ("status", "says", "source_title")


@admin.register(StageAdvice)
class StageAdviceAdmin(SourcedAdmin):
    list_display = ("title", "grade", "as_of")
    search_fields = ("title", "says", "source_title")


@admin.register(SpecialtyAdvice)
class SpecialtyAdviceAdmin(SourcedAdmin):
    list_display = ("specialty", "says", "kind", "host", "grade", "as_of")
    list_filter = ("kind", "specialty", "grade")
    search_fields = ("specialty", "says", "host", "source_title")


@admin.register(Society)
class SocietyAdmin(SourcedAdmin):
    list_display = ("name", "kind", "state", "specialty", "is_link_checked", "grade")
    list_filter = ("kind", "is_link_checked", "grade")
    search_fields = ("name", "for_imgs", "source_title")


@admin.register(ArrivalStep)
class ArrivalStepAdmin(SourcedAdmin):
    list_display = ("title", "days_before", "grade", "as_of")
    search_fields = ("title", "text", "source_title")


@admin.register(LeadTime)
class LeadTimeAdmin(SourcedAdmin):
    list_display = ("code", "days", "says", "grade", "as_of")
    search_fields = ("code", "says", "source_title")


@admin.register(Funding)
class FundingAdmin(SourcedAdmin):
    list_display = ("name", "giver", "kind", "deadline_on", "grade", "as_of")
    list_filter = ("kind", "grade")
    search_fields = ("name", "giver", "who", "source_title")


@admin.register(MatchFigure)
class MatchFigureAdmin(SourcedAdmin):
    list_display = ("specialty_name", "state", "year", "figure", "grade")
    list_filter = ("scope", "year", "grade")
    search_fields = ("specialty_name", "figure", "source_title")


@admin.register(PathwayStep)
class PathwayStepAdmin(SourcedAdmin):
    list_display = ("title", "stage", "order", "grade", "as_of")
    list_filter = ("stage", "grade")
    search_fields = ("title", "text", "source_title")


@admin.register(VisaStep)
class VisaStepAdmin(SourcedAdmin):
    list_display = ("title", "kind", "order", "grade", "as_of")
    list_filter = ("kind", "grade")
    search_fields = ("title", "text", "source_title")


@admin.register(RotationTip)
class RotationTipAdmin(SourcedAdmin):
    list_display = ("title", "phase", "kind", "day", "grade", "as_of")
    list_filter = ("phase", "kind", "grade")
    search_fields = ("title", "text", "source_title")


@admin.register(Skill)
class SkillAdmin(SourcedAdmin):
    list_display = ("name", "group", "grade", "as_of")
    list_filter = ("group", "grade")
    search_fields = ("name", "text", "source_title")


@admin.register(CostFigure)
class CostFigureAdmin(SourcedAdmin):
    list_display = ("label", "city", "low_usd", "high_usd", "grade", "as_of")
    list_filter = ("kind", "grade", "caveat")
    search_fields = ("label", "city", "source_title")


@admin.register(DocumentKind)
class DocumentKindAdmin(admin.ModelAdmin):
    """Kinds of documents; how long each is good stands on its requirement. Files are in no admin."""

    list_display = ("label", "code", "is_sensitive")
    list_filter = ("is_sensitive",)
    list_select_related = ("requirement",)
    search_fields = ("label", "code", "what_it_is")


@admin.register(OutreachSample)
class OutreachSampleAdmin(admin.ModelAdmin):
    """Texts to copy; advisors keep them honest. What applicants write themselves is in no admin."""

    list_display = ("name", "purpose", "code", "order")
    list_filter = ("purpose",)
    search_fields = ("name", "subject", "body")


@admin.register(ImmunizationSection)
class ImmunizationSectionAdmin(SourcedAdmin):
    list_display = ("label", "rule", "as_of", "order")
    list_filter = ("rule",)
    search_fields = ("label", "code", "asks")


class SeasonDateInline(admin.TabularInline):
    """The days of one season."""

    model = SeasonDate
    extra = 0
    formfield_overrides = HTTPS_FIRST


@admin.register(Season)
class SeasonAdmin(admin.ModelAdmin):
    """Seasons with their days; advisors say which are confirmed."""

    inlines = (SeasonDateInline,)
