"""Index of the applicants app's addresses, room by room."""

from applicants.applications.urls import urlpatterns as applications
from applicants.contacts.urls import urlpatterns as contacts
from applicants.dashboard.urls import urlpatterns as dashboard
from applicants.documents.urls import urlpatterns as documents
from applicants.immunizations.urls import urlpatterns as immunizations
from applicants.letters.urls import urlpatterns as letters
from applicants.outreach.urls import urlpatterns as outreach
from applicants.planning.urls import urlpatterns as planning
from applicants.privacy.urls import urlpatterns as privacy
from applicants.profile.urls import urlpatterns as profile

app_name = "applicants"

urlpatterns = [
    *(*profile, *documents, *immunizations, *privacy, *planning, *applications),
    *(*contacts, *letters, *outreach, *dashboard),
]
