"""Who changed what on a program, and which addresses it had."""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils import timezone

from programs.choices import ChangeAction, Publication
from programs.history_querysets import ChangeQuerySet, MergeQuerySet
from programs.models.program import Program


class Change(models.Model):
    """One act on a program: who, when, and each fact's value before and after.

    ``by`` is NULL when a command did it. ``facts`` maps a fact's name in the exchange format
    to [before, after], fees, requirements, windows and sources included. ``reason``: why, in the words of
    whoever did it; blank when they did not say.
    """

    program = models.ForeignKey(Program, models.CASCADE, related_name="changes")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    action = models.CharField(max_length=20, choices=ChangeAction)
    facts = models.JSONField(default=dict)
    reason = models.CharField(max_length=500, blank=True, default="", db_default="")

    objects = ChangeQuerySet.as_manager()

    class Meta:
        ordering = ("-at", "-id")
        indexes = [models.Index(fields=["program", "-at"], name="change_program_at")]

    def __str__(self) -> str:
        return f"{self.get_action_display()}: {', '.join(self.facts) or 'no fact changed'}"


class FormerSlug(models.Model):
    """An address under which a program was published before, or a program that another one has replaced."""

    slug = models.SlugField(max_length=100, unique=True)
    program = models.ForeignKey(Program, models.CASCADE, related_name="former_slugs")

    class Meta:
        ordering = ("slug",)

    def __str__(self) -> str:
        return self.slug


class ProgramMerge(models.Model):
    """A program that took over from its duplicate, which left the catalog with its own record and history.

    ``publication`` is what the duplicate was before. ``moved``: the keys of the rows that pointed at the
    duplicate, by their column. ``before``: when the program that stayed was checked. ``change``: what the
    merge changed on it.
    """

    kept = models.ForeignKey(Program, models.CASCADE, related_name="merges")
    removed = models.ForeignKey(Program, models.CASCADE, related_name="merged_into")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    reason = models.CharField(max_length=500)
    change = models.ForeignKey(Change, models.SET_NULL, null=True, related_name="+")
    publication = models.CharField(max_length=10, choices=Publication)
    moved = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    before = models.JSONField(default=dict)
    undone_at = models.DateTimeField(null=True)

    objects = MergeQuerySet.as_manager()

    class Meta:
        ordering = ("-at", "-id")
        constraints = [
            models.UniqueConstraint("removed", condition=Q(undone_at=None), name="programmerge_once"),
        ]

    def __str__(self) -> str:
        return f"{self.removed} into {self.kept}"
