"""Addresses of the outreach room."""

from django.urls import path

from applicants.outreach.views import contacts, outreach_list, templates

ONE = "outreach/<uuid:pk>/"
TEXT = "outreach/templates/"

urlpatterns = [
    path("outreach/", outreach_list.outreach_list, name="outreach_list"),
    path("outreach/settings/", outreach_list.outreach_settings, name="outreach_settings"),
    path("outreach/new/", contacts.approach_create, name="approach_create"),
    path(TEXT, templates.outreach_template_list, name="outreach_template_list"),
    path(f"{TEXT}new/", templates.outreach_template_create, name="outreach_template_create"),
    path(f"{TEXT}<uuid:pk>/", templates.outreach_template_edit, name="outreach_template_edit"),
    path(f"{TEXT}<uuid:pk>/delete/", templates.outreach_template_delete, name="outreach_template_delete"),
    path(ONE, contacts.approach_detail, name="approach_detail"),
    path(f"{ONE}text/", contacts.approach_text, name="approach_text"),
    path(f"{ONE}anew/", contacts.approach_anew, name="approach_anew"),
    path(f"{ONE}step/", contacts.approach_step, name="approach_step"),
    path(f"{ONE}undo/", contacts.approach_undo, name="approach_undo"),
    path(f"{ONE}application/", contacts.approach_apply, name="approach_apply"),
    path(f"{ONE}delete/", contacts.approach_delete, name="approach_delete"),
]
