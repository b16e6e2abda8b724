from django.urls import path

from agencies.views import agencies, agreements, password, people, sign_in, systems

app_name = "agencies"
urlpatterns = [
    path("sign-in/", sign_in.sign_in, name="sign_in"),
    path("sign-out/", sign_in.sign_out, name="sign_out"),
    path("password/", password.password, name="password"),
    path("agencies/", agencies.agencies, name="agencies"),
    path("agencies/new/", agencies.agency_new, name="agency_new"),
    path("agencies/find/", agencies.find_agencies, name="find_agencies"),
    path("agencies/<int:pk>/edit/", agencies.agency_edit, name="agency_edit"),
    path("agencies/<int:pk>/close/", agencies.agency_close, name="agency_close"),
    path("regions/find/", agencies.find_regions, name="find_regions"),
    path("people/", people.people, name="people"),
    path("people/new/", people.person_new, name="person_new"),
    path("people/<int:pk>/", people.person, name="person"),
    path("people/<int:pk>/edit/", people.person_edit, name="person_edit"),
    path("people/<int:pk>/posts/", people.person_posts, name="person_posts"),
    path("people/<int:pk>/deactivate/", people.person_deactivate, name="person_deactivate"),
    path("people/<int:pk>/reactivate/", people.person_reactivate, name="person_reactivate"),
    path(
        "people/<int:pk>/reset-password/",
        people.person_reset_password,
        name="person_reset_password",
    ),
    path("agreements/", agreements.agreements, name="agreements"),
    path("agreements/new/", agreements.agreement_new, name="agreement_new"),
    path("agreements/<int:pk>/", agreements.agreement, name="agreement"),
    path("agreements/<int:pk>/approve/", agreements.agreement_approve, name="agreement_approve"),
    path("agreements/<int:pk>/refuse/", agreements.agreement_refuse, name="agreement_refuse"),
    path("agreements/<int:pk>/end/", agreements.agreement_end, name="agreement_end"),
    path("systems/", systems.systems, name="systems"),
    path("systems/new/", systems.system_new, name="system_new"),
    path("systems/<int:pk>/", systems.system, name="system"),
    path("systems/<int:pk>/edit/", systems.system_edit, name="system_edit"),
    path("systems/<int:pk>/close/", systems.system_close, name="system_close"),
    path("systems/<int:pk>/tokens/new/", systems.token_new, name="token_new"),
    path(
        "systems/<int:pk>/tokens/<int:token_id>/revoke/",
        systems.token_revoke,
        name="token_revoke",
    ),
]
