"""Addresses of what is passed on, under the API's version."""

from django.urls import path, register_converter

from referrals.api.acting import ReferralAction
from referrals.api.events import EventsView
from referrals.api.files import FileContent, ReferralFiles
from referrals.api.flows import FlowList
from referrals.api.follow_ups import OneFollowUp, ReferralFollowUps
from referrals.api.goods import ReferralGoods
from referrals.api.papers import PaperDetail, PaperFile, ReceiptView, ReceivedList
from referrals.api.reading import ReferralActions, ReferralDetail, ReferralList, StartActions


class IdConverter:
    """A number that the database can hold."""

    regex = "[0-9]{1,18}"

    def to_python(self, value: str) -> int:
        """The id."""
        return int(value)

    def to_url(self, value: int) -> str:
        """As it stands in the address."""
        return str(value)


register_converter(IdConverter, "row_id")

urlpatterns = [
    path("flows/", FlowList.as_view(), name="flows"),
    path("referrals/", ReferralList.as_view(), name="referral-list"),
    path("referrals/start-actions/", StartActions.as_view(), name="referral-start-actions"),
    path("referrals/<row_id:pk>/", ReferralDetail.as_view(), name="referral-detail"),
    path("referrals/<row_id:pk>/actions/", ReferralActions.as_view(), name="referral-actions"),
    path(
        "referrals/<row_id:pk>/actions/<slug:name>/",
        ReferralAction.as_view(),
        name="referral-action",
    ),
    path("referrals/<row_id:pk>/goods/", ReferralGoods.as_view(), name="referral-goods"),
    path(
        "referrals/<row_id:pk>/follow-ups/",
        ReferralFollowUps.as_view(),
        name="referral-follow-ups",
    ),
    path(
        "referrals/<row_id:pk>/follow-ups/<row_id:item>/",
        OneFollowUp.as_view(),
        name="follow-up",
    ),
    path("referrals/<row_id:pk>/files/", ReferralFiles.as_view(), name="referral-files"),
    path("files/<row_id:pk>/content/", FileContent.as_view(), name="file-content"),
    path("papers/<row_id:pk>/", PaperDetail.as_view(), name="paper-detail"),
    path("papers/<row_id:pk>/<str:form>/", PaperFile.as_view(), name="paper-file"),
    path("deliveries/", ReceivedList.as_view(), name="delivery-list"),
    path("deliveries/<row_id:pk>/receipt/", ReceiptView.as_view(), name="delivery-receipt"),
    path("events/", EventsView.as_view(), name="events"),
]
