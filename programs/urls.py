"""Addresses of the catalog."""

from django.urls import path
from django.views.generic import RedirectView

from programs.views import details, feedback, guides, lists

app_name = "programs"

urlpatterns = [
    path("", guides.home, name="home"),
    path("programs/", lists.program_list, name="program_list"),
    path("programs/compare/", details.program_compare, name="program_compare"),
    path("programs/export.csv", lists.program_export_csv, name="program_export_csv"),
    path("programs/export.json", lists.program_export_json, name="program_export_json"),
    path("programs/suggest/", feedback.suggestion_create, name="suggestion_create"),
    path("programs/reports/<str:token>/", feedback.report_detail, name="report_detail"),
    path("programs/host/<str:token>/", feedback.host_proposal, name="host_proposal"),
    path("programs/<slug:slug>/", details.program_detail, name="program_detail"),
    path("programs/<slug:slug>/report/", feedback.report_create, name="report_create"),
    path("programs/<slug:slug>/claim/", feedback.claim_create, name="claim_create"),
    path("hosts/", guides.host_list, name="host_list"),
    path("hosts/<slug:slug>/", guides.host_detail, name="host_detail"),
    path("closed-programs/", guides.closed_programs, name="closed_programs"),
    path(
        "closed-doors/",
        RedirectView.as_view(pattern_name="programs:closed_programs", permanent=True, query_string=True),
    ),
    path("where-else/", guides.where_else, name="where_else"),
    path("kinds/", guides.kinds, name="kinds"),
    path("glossary/", guides.glossary, name="glossary"),
]
