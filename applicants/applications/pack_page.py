"""An application's pack as its page shows it: what goes along, what is missing, what was sent."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django import forms

from applicants.applications.forms.fields import Newer
from applicants.applications.forms.packs import PackForm, SentForm
from applicants.applications.models import Application, SentFile
from applicants.applications.packs import Pack, candidates, is_asked, is_document, pack_of, sendable
from applicants.applications.requirements_status import checks_of
from applicants.documents.collection import load_documents
from applicants.documents.models import DocumentVersion
from applicants.documents.sizes import size_words


@dataclass
class PackPage:
    """One application's pack.

    ``bound`` holds a form that came back, by its place; ``newer`` what is stored where that form, opened
    before another edit, says otherwise; ``faults`` why a pack could not be made.
    """

    application: Application
    bound: dict[str, Any] = field(default_factory=dict)
    newer: list[Newer] | None = None
    faults: list[str] = field(default_factory=list)
    is_preview: bool = False

    def __post_init__(self) -> None:
        """Read the applicant's documents too."""
        self.collection = load_documents(self.application.applicant)
        self.files = {
            line.pk: found
            for line in self.application.checklist.all()
            if is_document(line, self.collection)
            and is_asked(line, self.application)
            and ((found := candidates(line, self.collection)) or not line.is_packed)
        }

    @cached_property
    def pack(self) -> Pack:
        """Return what would be packed now."""
        today = self.application.today
        return pack_of(
            self.application, self.collection, today, checks_of(self.application, self.collection, today)
        )

    @property
    def returned(self) -> forms.Form | None:
        """Return the form that came back, None when none did."""
        return next(iter(self.bound.values()), None)

    @cached_property
    def pack_form(self) -> forms.Form:
        """Return the form of files and names."""
        return self.bound.get("pack") or PackForm(application=self.application, files=self.files)

    @property
    def sendable(self) -> list[DocumentVersion]:
        """Return what may have been sent, noted or not."""
        return sendable(self.pack, self.collection)

    @property
    def unsent(self) -> list[DocumentVersion]:
        """Return what can still be noted as sent."""
        known = {sent.version_id for sent in self.sent}
        return [version for version in self.sendable if version.pk not in known]

    @cached_property
    def sent_form(self) -> forms.Form | None:
        """Return the form that notes what was sent; None when there is nothing to tick."""
        unsent = self.unsent
        return self.bound.get("sent") or (
            SentForm(application=self.application, files=unsent) if unsent else None
        )

    @property
    def sent(self) -> list[SentFile]:
        """Return what was sent."""
        return list(self.application.sent_files.all())

    @property
    def size(self) -> str:
        """Return the size of all files in words."""
        return size_words(sum(version.size for version in self.pack.versions))
