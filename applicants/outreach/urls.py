"""Addresses of outreach."""

from django.urls import path

from applicants.outreach.views import outreach, outreach_list, templates

ONE = "outreach/<uuid:pk>/"
TEXT = "outreach/templates/"

urlpatterns = [
    path("outreach/", outreach_list.outreach_list, name="outreach_list"),
    path("outreach/settings/", outreach_list.outreach_settings, name="outreach_settings"),
    path("outreach/new/", outreach.outreach_create, name="outreach_create"),
    path(TEXT, templates.outreach_template_list, name="outreach_template_list"),
    path(f"{TEXT}new/", templates.outreach_template_create, name="outreach_template_create"),
    path(f"{TEXT}<uuid:pk>/", templates.outreach_template_edit, name="outreach_template_edit"),
    path(f"{TEXT}<uuid:pk>/delete/", templates.outreach_template_delete, name="outreach_template_delete"),
    path(ONE, outreach.outreach_detail, name="outreach_detail"),
    path(f"{ONE}text/", outreach.outreach_text, name="outreach_text"),
    path(f"{ONE}anew/", outreach.outreach_anew, name="outreach_anew"),
    path(f"{ONE}step/", outreach.outreach_step, name="outreach_step"),
    path(f"{ONE}undo/", outreach.outreach_undo, name="outreach_undo"),
    path(f"{ONE}application/", outreach.outreach_apply, name="outreach_apply"),
    path(f"{ONE}delete/", outreach.outreach_delete, name="outreach_delete"),
]
