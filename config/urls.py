"""Every address of the platform."""

from django.urls import include, path

from config.health import healthz

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("", include("inbox.urls")),
    path("", include("core.urls")),
    path("", include("audit.urls")),
    path("", include("agencies.urls")),
    path("", include("deadlines.urls")),
    path("", include("documents.urls")),
    path("", include("cases.urls")),
    path("", include("referrals.urls")),
    path("api/v1/", include(("config.api", "api"))),
    path("", include("supervision.urls")),
]

handler400 = "core.errors.bad_request"
handler403 = "core.errors.permission_denied"
handler404 = "core.errors.page_not_found"
handler500 = "core.errors.server_error"
