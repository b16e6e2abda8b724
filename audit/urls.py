from django.urls import path

from audit.views import integrity, log

app_name = "audit"
urlpatterns = [
    path("audit/", log.log, name="log"),
    path("audit/<int:pk>/", log.event, name="event"),
    path("audit/export/", log.export, name="export"),
    path("audit/integrity/", integrity.integrity, name="integrity"),
]
