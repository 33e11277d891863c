"""Index of the applicants app's addresses, package by package."""

from applicants.agenda.urls import urlpatterns as agenda
from applicants.alerts.urls import urlpatterns as alerts
from applicants.applications.urls import urlpatterns as applications
from applicants.contacts.urls import urlpatterns as contacts
from applicants.dashboard.urls import urlpatterns as dashboard
from applicants.documents.urls import urlpatterns as documents
from applicants.guides.urls import urlpatterns as guides
from applicants.immunizations.urls import urlpatterns as immunizations
from applicants.letters.urls import urlpatterns as letters
from applicants.outreach.urls import urlpatterns as outreach
from applicants.plans.urls import urlpatterns as plans
from applicants.privacy.urls import urlpatterns as privacy
from applicants.profile.urls import urlpatterns as profile
from applicants.rotations.urls import urlpatterns as rotations

app_name = "applicants"

urlpatterns = [
    *(*profile, *guides, *documents, *immunizations, *applications),
    *(*contacts, *letters, *outreach, *rotations, *plans, *alerts, *agenda, *privacy, *dashboard),
]
