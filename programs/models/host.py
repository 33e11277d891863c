"""Where a program happens, and who arranges it."""

from django.db import models
from django.urls import reverse
from django.utils.text import slugify

from programs.choices import ProviderKind
from programs.querysets import HostQuerySet
from programs.us_states import USState


class Host(models.Model):
    """The hospital, university or clinic where a program happens.

    What kind of place it is stands on each program, because one institution is a university
    on one of its pages and a medical center on another. Blank city or state: not stated.
    """

    name = models.CharField(max_length=300)
    slug = models.SlugField(max_length=120, unique=True)
    city = models.CharField(max_length=100, blank=True)
    state = models.CharField(max_length=2, blank=True, choices=USState)

    objects = HostQuerySet.as_manager()

    class Meta:
        ordering = ("name", "city")
        constraints = [models.UniqueConstraint("name", "city", "state", name="host_unique_place")]

    def __str__(self) -> str:
        return ", ".join(part for part in (self.name, self.city, self.state) if part)

    def get_absolute_url(self) -> str:
        return reverse("programs:host_detail", args=[self.slug])

    @property
    def natural_slug(self) -> str:
        """The slug that name and city give; the importer numbers it when it is taken."""
        return slugify(f"{self.name} {self.city}")[:100].strip("-") or "host"


class Provider(models.Model):
    """The agency or society that arranges or sells a program, when that is not the host."""

    name = models.CharField(max_length=300, unique=True)
    kind = models.CharField(max_length=20, choices=ProviderKind)

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name
