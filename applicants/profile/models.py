"""Who has an account: one user model, logging in by e-mail address."""

from typing import Any

from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower


class UserQuerySet(models.QuerySet["User"]):
    """Questions about users."""

    def advisors(self) -> "UserQuerySet":
        """Return staff who may curate programs."""
        return self.filter(is_staff=True, is_active=True)


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):  # type: ignore[misc]
    """Creates users by e-mail address."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Create a user; ValueError without an e-mail address."""
        if not email:
            message = "A user needs an e-mail address."
            raise ValueError(message)
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Create a user who may do everything in the admin."""
        return self.create_user(email, password, **fields | {"is_staff": True, "is_superuser": True})

    def get_by_natural_key(self, username: str) -> "User":
        """Find a user for log-in, whatever the case of the address."""
        return self.get(email__iexact=username)


class User(AbstractUser):
    """A person with an account: applicant, advisor or superuser. The e-mail address is the log-in."""

    username = None
    first_name = None
    last_name = None
    email = models.EmailField("e-mail address", unique=True)
    name = models.CharField(max_length=150, blank=True, help_text="As it should be shown to advisors.")

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: list[str] = []

    objects = UserManager()

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="user_email_unique_any_case")]

    def __str__(self) -> str:
        return self.name or self.email

    def get_full_name(self) -> str:
        """Return the name shown in the admin (Django's own name for it)."""
        return str(self)

    def get_short_name(self) -> str:
        """Return the name shown in the admin's header (Django's own name for it)."""
        return str(self)
