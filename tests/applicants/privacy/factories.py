"""An account that owns a row in every table that leads to a user, found by walking all models."""

import datetime
from collections.abc import Iterator
from typing import Any

from allauth.account.models import EmailAddress
from django.apps import apps
from django.contrib.auth.hashers import make_password
from django.db import models
from django.utils import timezone

from applicants.documents.stored_paths import StoredPathField
from applicants.models import Applicant, User
from applicants.profile.encryption import EncryptedTextField
from tests.factories import make_person

# What everybody sees. An advisor's name on it is no row of the advisor's.
SHARED = {"programs", "contenttypes"}
TEXTS = (models.CharField, models.TextField, models.SlugField, StoredPathField, EncryptedTextField)
PLAIN: dict[type[models.Field], Any] = {
    models.BooleanField: False,
    models.DateTimeField: timezone.now,
    models.DateField: datetime.date.today,
    models.DecimalField: 1,
    models.IntegerField: 1,
    models.GenericIPAddressField: "192.0.2.1",
}


def ways_to_user(model: type[models.Model], seen: tuple[type[models.Model], ...] = ()) -> Iterator[str]:
    """Yield every chain of foreign keys, such as ``application__applicant__user``, that ends at a user."""
    for field in model._meta.concrete_fields:
        target = field.related_model
        if target is User:
            yield field.name
        elif target and target not in (*seen, model) and target._meta.app_label not in SHARED:
            yield from (f"{field.name}__{rest}" for rest in ways_to_user(target, (*seen, model)))


def owned_models() -> dict[type[models.Model], list[str]]:
    """Return every model whose rows lead to a user, those through which two others meet included."""
    every = [model for model in apps.get_models(include_auto_created=True) if not model._meta.proxy]
    ways = {m: list(ways_to_user(m)) for m in every if m._meta.app_label not in SHARED}
    return {model: found for model, found in ways.items() if found}


def rows_of(user: User) -> set[tuple[str, str]]:
    """Return every row that leads to a user, as (model, key)."""
    found = {("applicants.user", str(user.pk))}
    for model, ways in owned_models().items():
        for way in ways:
            keys = model.objects.filter(**{way: user}).values_list("pk", flat=True)
            found |= {(model._meta.label_lower, str(key)) for key in keys}
    return found


def fill(user: User, marker: str) -> None:
    """Create a row in every model that leads to a user, with the marker in every column of text."""
    made: dict[type[models.Model], models.Model] = {User: user}
    waiting = set(owned_models())
    while waiting:
        ready = [model for model in waiting if parents(model) <= set(made)]
        assert ready, f"No order to create {waiting} in."
        for model in ready:
            made[model] = existing(model, user) or create(model, made, marker)
            waiting.remove(model)


def parents(model: type[models.Model]) -> set[type[models.Model]]:
    """Return the owned models that a row of this one points to."""
    owned = {*owned_models(), User}
    targets = {field.related_model for field in model._meta.concrete_fields if field.is_relation}
    return (targets & owned) - {model}


def existing(model: type[models.Model], user: User) -> models.Model | None:
    """Return what an account has from the start, marked by whoever made it."""
    if model in (Applicant, EmailAddress):
        return model.objects.filter(user=user).first()
    return None


def create(
    model: type[models.Model], made: dict[type[models.Model], models.Model], marker: str
) -> models.Model:
    facts = {}
    for field in model._meta.concrete_fields:
        if field.related_model in made:
            facts[field.name] = made[field.related_model]
        elif field.is_relation and not field.null:
            shared = field.related_model.objects.first()
            facts[field.name] = shared or create(field.related_model, made, "shared")
        elif not field.is_relation and not field.primary_key:
            facts[field.name] = value_of(field, marker)
    return model.objects.create(**facts)


def value_of(field: models.Field, marker: str) -> Any:
    """Return a value that a column takes, with the marker where it takes text."""
    word = f"{marker}-{field.model._meta.model_name}-{field.name}"
    if field.choices:
        return field.flatchoices[0][0]
    if isinstance(field, models.EmailField):
        return f"{word}@example.org".lower()
    if isinstance(field, models.URLField):
        return f"https://example.org/{word}"
    if isinstance(field, models.JSONField):
        return [word] if field.default is list else {"note": word}
    if type(field) in (
        models.CharField,
        models.TextField,
        models.SlugField,
        StoredPathField,
        EncryptedTextField,
    ):
        return word[: field.max_length]
    plain = next((value for kind, value in PLAIN.items() if isinstance(field, kind)), None)
    return plain() if callable(plain) else plain


def make_marked(email: str, marker: str) -> User:
    """Return an account full of markers, with a password that works."""
    user = make_person(f"{marker}-{email}".lower(), name=f"{marker}-name")
    user.password = make_password("correct horse")
    user.save()
    Applicant.objects.create(user=user, school_name=f"{marker}-school")
    EmailAddress.objects.create(user=user, email=f"{marker}-second@example.org".lower())
    fill(user, marker)
    return user
