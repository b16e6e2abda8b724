"""Addresses of the API, version 1."""

from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView
from rest_framework.routers import SimpleRouter

from cases.api.changes import ChangesView
from cases.api.reading import CaseViewSet
from cases.api.writing import CaseBatch, CaseByKey
from config.api_docs import DocsView

router = SimpleRouter()
router.register("cases", CaseViewSet, basename="case")

urlpatterns = [
    path("schema/", SpectacularAPIView.as_view(), name="schema"),
    path("docs/", DocsView.as_view(), name="docs"),
    path("changes/", ChangesView.as_view(), name="changes"),
    path("cases/batch/", CaseBatch.as_view(), name="case-batch"),
    path("cases/by-key/<str:system>/<path:external_id>/", CaseByKey.as_view(), name="case-by-key"),
    path("", include("referrals.api.urls")),
    path("", include(router.urls)),
]
