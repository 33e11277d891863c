"""An application's pack as its page shows it: what goes along, what is missing, what was sent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict

from applicants.applications.document_verdicts import verdicts_of
from applicants.applications.forms.fields import Newer
from applicants.applications.forms.packs import PackForm, SentFilesForm
from applicants.applications.models import Application, SentFile
from applicants.applications.packs import Pack, candidates, is_asked, is_document, pack_of, sendable
from applicants.documents.collection import DocumentCollection
from applicants.documents.models import DocumentVersion
from applicants.documents.sizes import size_words


@dataclass(frozen=True)
class PackPage:
    """One application's pack.

    ``returned``: the form that came back; ``newer``: what is stored where that form, opened before another
    edit, says otherwise; ``faults``: why a pack could not be made. ``sent_form`` None: there is nothing to
    tick.
    """

    pack: Pack
    size: str
    pack_form: forms.Form
    sent: Sequence[SentFile]
    sent_form: forms.Form | None
    returned: forms.Form | None = None
    newer: Sequence[Newer] | None = None
    faults: Sequence[str] = ()
    is_preview: bool = False


def pack_page(
    application: Application, collection: DocumentCollection, bound: Mapping[str, forms.Form] | None = None
) -> PackPage:
    """Build the page of a pack; ``bound`` holds a form that came back, by its place on the page."""
    bound, pack = bound or {}, current_pack(application, collection)
    sent = list(application.sent_files.all())
    known = {file.version_id for file in sent}
    unsent = [version for version in sendable(pack, collection) if version.pk not in known]
    sent_form = SentFilesForm(application=application, files=unsent) if unsent else None
    return PackPage(
        pack=pack,
        size=size_words(sum(version.size for version in pack.versions)),
        pack_form=bound.get("pack") or pack_form(application, collection, pack),
        sent=sent,
        sent_form=bound.get("sent") or sent_form,
        returned=next(iter(bound.values()), None),
    )


def pack_form(
    application: Application, collection: DocumentCollection, pack: Pack, data: QueryDict | None = None
) -> PackForm:
    held_back = {one.line.pk: one.version for one in pack.held_back}
    files = offered_files(application, collection)
    return PackForm(data, application=application, files=files, held_back=held_back)


def current_pack(application: Application, collection: DocumentCollection) -> Pack:
    today = application.today
    return pack_of(application, collection, today, verdicts_of(application, collection, today))


def offered_files(
    application: Application, collection: DocumentCollection
) -> dict[Any, list[DocumentVersion]]:
    """The files to choose from, by checklist line; a line left out stays, so that it can come back."""
    return {
        line.pk: found
        for line in application.checklist.all()
        if is_document(line, collection)
        and is_asked(line, application)
        and ((found := candidates(line, collection)) or not line.is_packed)
    }
