"""One opportunity in the catalog."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from programs import choices
from programs.models.fields import (
    CodesField,
    RecordField,
    validate_country,
    validate_partial_date,
    validate_visa_class,
    validate_web_url,
)
from programs.models.host import Host, Provider
from programs.models.vocabulary import Specialty
from programs.querysets import ProgramQuerySet
from programs.us_states import USState


def at_least_zero(field: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(**{f"{field}__isnull": True}) | Q(**{f"{field}__gte": 0}),
        name=f"%(class)s_{field}_not_negative",
    )


# What a column takes that a release before does not know.
NO_CODES = models.Value([], models.JSONField())


class Program(models.Model):
    """One opportunity. Blank, NULL and [] mean "not stated", never no, never zero.

    Why: docs/sources.md#unknown-is-a-value

    Columns and rows around it are the curator's working copy. ``record`` is what visitors see:
    the whole program in the catalog's exchange format, rewritten by ``curation.publishing``
    together with everything derived, so that a page needs one row and history has a before.
    """

    slug = models.SlugField(max_length=100, unique=True)
    name = models.CharField(max_length=300)
    summary = models.TextField(max_length=2000, blank=True)
    host = models.ForeignKey(Host, models.PROTECT, related_name="programs")
    host_kind = models.CharField(max_length=30, choices=choices.HostKind)
    provider = models.ForeignKey(Provider, models.PROTECT, null=True, blank=True, related_name="programs")
    states = CodesField(USState.choices, help_text="Only when it runs in more than one state.")

    type = models.CharField(max_length=20, choices=choices.ProgramType)
    delivery = models.CharField(max_length=20, blank=True, choices=choices.Delivery)
    setting = models.CharField(max_length=20, blank=True, choices=choices.Setting)
    patient_contact = models.CharField(max_length=20, blank=True, choices=choices.PatientContact)
    activities = CodesField(choices.Activity.choices, db_default=NO_CODES)
    supervisor = models.CharField(
        max_length=300,
        blank=True,
        db_default="",
        default="",
        help_text="Who supervises, or which department, as the source names it.",
    )
    specialties = models.ManyToManyField(Specialty, blank=True, related_name="programs")
    any_specialty = models.BooleanField(
        default=False, help_text="The host says that various or most departments take part."
    )
    weeks_min = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)
    weeks_max = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)

    audiences = CodesField(choices.Audience.choices)
    not_open_to = CodesField(
        choices.Audience.choices, help_text="Only groups that the source explicitly excludes."
    )
    residency_seekers = models.CharField(max_length=20, blank=True, choices=choices.ResidencySeekers)
    access = CodesField(choices.Access.choices)
    access_note = models.TextField(max_length=1000, blank=True)
    citizenships = CodesField(help_text='Countries whose citizens alone may come, as ["JP"].')
    citizenships_refused = CodesField(help_text='Countries whose citizens may not come, as ["US"].')
    max_years_since_graduation = models.DecimalField(max_digits=4, decimal_places=1, null=True, blank=True)
    visas = CodesField(help_text='Visa classes named as acceptable, as ["B-1", "ESTA"].')
    visas_refused = CodesField(help_text='Visa classes named as refused, as ["B-2"].')
    has_visa_support = models.BooleanField(
        null=True, blank=True, help_text="Invitation letter or sponsorship. Unknown: not stated."
    )

    is_free = models.BooleanField(
        null=True, blank=True, help_text="Yes only when the source says there is no fee."
    )
    included = CodesField(
        choices.Inclusion.choices, db_default=NO_CODES, help_text="What the price includes."
    )
    funding_kind = models.CharField(max_length=20, blank=True, choices=choices.FundingKind)
    funding_amount_usd = models.PositiveIntegerField(null=True, blank=True)
    funding_note = models.TextField(max_length=1000, blank=True)

    letter = models.CharField(max_length=20, blank=True, choices=choices.LetterPolicy)
    letterhead = models.CharField(max_length=20, blank=True, choices=choices.Letterhead)
    has_certificate = models.BooleanField(null=True, blank=True)
    has_evaluation = models.BooleanField(
        null=True, blank=True, help_text="A written evaluation at the end. Unknown: not stated."
    )

    application_route = models.CharField(max_length=20, blank=True, choices=choices.ApplicationRoute)
    lead_time_weeks = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)
    blackout_months = CodesField(
        [(number, label) for number, label in enumerate(choices.Month.labels, start=1)]
    )
    schedule_note = models.TextField(max_length=1000, blank=True)
    capacity_count = models.PositiveIntegerField(null=True, blank=True)
    capacity_per = models.CharField(max_length=20, blank=True, choices=choices.CapacityPer)
    capacity_note = models.TextField(max_length=1000, blank=True)
    housing = models.CharField(max_length=20, blank=True, choices=choices.Housing)
    intake = models.CharField(max_length=20, blank=True, choices=choices.Intake)
    intake_as_of = models.CharField(max_length=10, blank=True, validators=[validate_partial_date])
    website = models.URLField(max_length=500, blank=True, validators=[validate_web_url])
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=50, blank=True)

    publication = models.CharField(
        max_length=10, choices=choices.Publication, default=choices.Publication.PUBLISHED, db_index=True
    )
    checked_on = models.DateField(
        null=True, blank=True, help_text="When an advisor last confirmed the facts with the source."
    )
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    fact_checks = models.JSONField(
        default=dict,
        db_default=models.Value({}, models.JSONField()),
        editable=False,
        help_text="The day on which a fact alone was found still true, by its path.",
    )

    # Derived; written by curation.publishing alone.
    record = RecordField(default=dict, editable=False)
    four_week_price_min_usd = models.PositiveIntegerField(null=True, editable=False)
    four_week_price_max_usd = models.PositiveIntegerField(null=True, editable=False)
    fresh_on = models.DateField(null=True, editable=False, db_index=True)
    changed_in = models.PositiveBigIntegerField(default=0, editable=False, db_index=True)
    curated_at = models.DateTimeField(
        null=True, editable=False, help_text="When a person last edited it; an import then leaves it alone."
    )

    objects = ProgramQuerySet.as_manager()

    class Meta:
        ordering = ("name", "slug")
        indexes = [models.Index(fields=["name", "slug"], name="program_name_slug")]
        constraints = [
            models.CheckConstraint(
                condition=Q(weeks_min__isnull=True)
                | Q(weeks_max__isnull=True)
                | Q(weeks_min__lte=F("weeks_max")),
                name="program_weeks_min_at_most_max",
            ),
            at_least_zero("weeks_min"),
            at_least_zero("weeks_max"),
            at_least_zero("lead_time_weeks"),
            at_least_zero("max_years_since_graduation"),
            at_least_zero("funding_amount_usd"),
            at_least_zero("capacity_count"),
            models.CheckConstraint(
                condition=Q(type__in=choices.ProgramType.values), name="program_type_known"
            ),
            models.CheckConstraint(
                condition=Q(intake__in=["", *choices.Intake.values]), name="program_intake_known"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("programs:program_detail", args=[self.slug])

    def clean(self) -> None:
        """Check visa classes and countries one by one; ValidationError says what is wrong."""
        super().clean()
        for country in [*(self.citizenships or []), *(self.citizenships_refused or [])]:
            validate_country(country)
        for visa in [*(self.visas or []), *(self.visas_refused or [])]:
            validate_visa_class(visa)
