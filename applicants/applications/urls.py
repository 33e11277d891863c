"""Addresses of applications."""

from django.urls import path

from applicants.applications.document_table import document_table_of
from applicants.applications.views import (
    additions,
    checklist,
    dates_and_payments,
    details,
    moves,
    packs,
    sheets,
    shortlist,
)
from applicants.documents.views import document_list

ONE = "applications/<uuid:pk>/"

urlpatterns = [
    path("documents/", document_list, {"table_of": document_table_of}, name="document_list"),
    path("applications/add/", additions.application_create, name="application_create"),
    path("applications/import/", sheets.application_import, name="application_import"),
    path("applications/export.csv", sheets.application_export, name="application_export"),
    path("applications/shortlist/", shortlist.shortlist_add, name="shortlist_add"),
    path("applications/shortlist/keep/<int:program_id>/", shortlist.shortlist_keep, name="shortlist_keep"),
    path("applications/shortlist/remove/", shortlist.shortlist_remove, name="shortlist_remove"),
    path(ONE, details.application_detail, name="application_detail"),
    path(f"{ONE}edit/", details.application_edit, name="application_edit"),
    path(f"{ONE}delete/", details.application_delete, name="application_delete"),
    path(f"{ONE}save/", details.application_save, name="application_save"),
    # One section of the page alone: whatever was posted is saved.
    path(f"{ONE}plan/", details.application_save, name="application_plan"),
    path(f"{ONE}opinion/", details.application_save, name="application_opinion"),
    path(f"{ONE}portal/", details.application_save, name="application_portal"),
    path(f"{ONE}checklist/", details.application_save, name="checklist_save"),
    path(f"{ONE}seen/", details.application_seen, name="application_seen"),
    path(f"{ONE}move/", moves.application_move, name="application_move"),
    path(f"{ONE}undo/", moves.application_undo, name="application_undo"),
    path(f"{ONE}events/<int:move_pk>/", moves.application_correct, name="application_correct"),
    path(f"{ONE}pack/", packs.application_pack, name="application_pack"),
    path(f"{ONE}pack.zip", packs.pack_zip, name="pack_zip"),
    path(f"{ONE}pack.pdf", packs.pack_pdf, name="pack_pdf"),
    path(f"{ONE}sent/", packs.sent_add, name="sent_add"),
    path(f"{ONE}sent/<int:row_pk>/remove/", packs.sent_remove, name="sent_remove"),
    path(f"{ONE}dates/", dates_and_payments.alternative_add, name="alternative_add"),
    path(
        f"{ONE}dates/<int:row_pk>/remove/", dates_and_payments.alternative_remove, name="alternative_remove"
    ),
    path(f"{ONE}payments/", dates_and_payments.payment_add, name="payment_add"),
    path(f"{ONE}payments/<int:row_pk>/", dates_and_payments.payment_edit, name="payment_edit"),
    path(f"{ONE}payments/<int:row_pk>/remove/", dates_and_payments.payment_remove, name="payment_remove"),
    path(f"{ONE}checklist/add/", checklist.checklist_add, name="checklist_add"),
    path(f"{ONE}checklist/<int:row_pk>/remove/", checklist.checklist_remove, name="checklist_remove"),
]
