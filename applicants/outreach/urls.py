"""Addresses of outreach."""

from django.urls import path

from applicants.outreach.views import contacts, outreach_list, templates

ONE = "outreach/<uuid:pk>/"
TEXT = "outreach/templates/"

urlpatterns = [
    path("outreach/", outreach_list.outreach_list, name="outreach_list"),
    path("outreach/settings/", outreach_list.outreach_settings, name="outreach_settings"),
    path("outreach/new/", contacts.outreach_contact_create, name="outreach_contact_create"),
    path(TEXT, templates.outreach_template_list, name="outreach_template_list"),
    path(f"{TEXT}new/", templates.outreach_template_create, name="outreach_template_create"),
    path(f"{TEXT}<uuid:pk>/", templates.outreach_template_edit, name="outreach_template_edit"),
    path(f"{TEXT}<uuid:pk>/delete/", templates.outreach_template_delete, name="outreach_template_delete"),
    path(ONE, contacts.outreach_contact_detail, name="outreach_contact_detail"),
    path(f"{ONE}text/", contacts.outreach_contact_text, name="outreach_contact_text"),
    path(f"{ONE}anew/", contacts.outreach_contact_anew, name="outreach_contact_anew"),
    path(f"{ONE}step/", contacts.outreach_contact_step, name="outreach_contact_step"),
    path(f"{ONE}undo/", contacts.outreach_contact_undo, name="outreach_contact_undo"),
    path(f"{ONE}application/", contacts.outreach_contact_apply, name="outreach_contact_apply"),
    path(f"{ONE}delete/", contacts.outreach_contact_delete, name="outreach_contact_delete"),
]
