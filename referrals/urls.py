from django.urls import path

from referrals.views import (
    act,
    detail,
    follow_ups,
    goods,
    listing,
    naming,
    receiving,
    start,
    suspects,
)

app_name = "referrals"
urlpatterns = [
    path("referrals/", listing.referral_list, name="list"),
    path("referrals/export/", listing.referral_export, name="export"),
    path("referrals/confidential/", listing.confidential, name="confidential"),
    path("referrals/receive/", receiving.receive, name="receive"),
    path("referrals/start/", start.start, name="start"),
    path("referrals/new/<str:flow>/<str:name>/", start.new, name="new"),
    path("referrals/<int:pk>/", detail.referral_detail, name="detail"),
    path("referrals/<int:pk>/people/", naming.name, name="name"),
    path("referrals/<int:pk>/goods/", goods.goods_list, name="goods"),
    path("referrals/<int:pk>/reveal/", suspects.reveal, name="reveal"),
    path("referrals/<int:pk>/print/", detail.referral_print, name="print"),
    path("referrals/<int:pk>/act/<str:name>/", act.act, name="act"),
    path(
        "referrals/<int:pk>/start/<str:flow>/<str:name>/",
        start.from_referral,
        name="start_from",
    ),
    path("referrals/<int:pk>/follow-ups/new/", follow_ups.new, name="follow_up_new"),
    path(
        "referrals/<int:pk>/follow-ups/<int:item>/settle/",
        follow_ups.settle,
        name="follow_up_settle",
    ),
    path("cases/<int:pk>/refer/<str:flow>/<str:name>/", start.from_case, name="from_case"),
]
