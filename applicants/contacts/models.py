"""The people an applicant knows or writes to."""

import uuid

from django.db import models
from django.urls import reverse

from applicants.applications.choices import ContactRole
from applicants.applications.models import Application
from applicants.contacts.querysets import ContactQuerySet
from applicants.profile.models import Applicant
from programs.models import Specialty
from programs.models.fields import validate_web_url
from programs.us_states import USState


class Contact(models.Model):
    """Somebody of an applicant's: an attending, a coordinator, an alumnus, a society. Only the owner sees it.

    ``next_on`` is when the applicant wants to be in touch again; NULL: no day is set. Blank facts and a NULL
    specialty are not said.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    applicant = models.ForeignKey(Applicant, models.CASCADE, related_name="contacts")
    name = models.CharField(max_length=120)
    role = models.CharField(max_length=20, choices=ContactRole, default=ContactRole.ATTENDING)
    title = models.CharField(max_length=120, blank=True, help_text='Such as "MD, Associate Professor".')
    specialty = models.ForeignKey(Specialty, models.SET_NULL, null=True, blank=True, related_name="+")
    organization = models.CharField("Hospital, school or society", max_length=200, blank=True)
    department = models.CharField(max_length=120, blank=True)
    city = models.CharField(max_length=80, blank=True)
    state = models.CharField(max_length=2, choices=USState, blank=True)
    email = models.EmailField("Email", blank=True)
    phone = models.CharField(max_length=40, blank=True)
    website = models.URLField(max_length=500, blank=True, validators=[validate_web_url])
    note = models.TextField(max_length=2000, blank=True)
    next_on = models.DateField("Be in touch on", null=True, blank=True)
    next_note = models.CharField("About what", max_length=200, blank=True)
    applications = models.ManyToManyField(Application, blank=True, related_name="contacts")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ContactQuerySet.as_manager()

    class Meta:
        ordering = ("name", "id")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("applicants:contact_detail", args=[self.pk])
