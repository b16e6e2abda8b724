"""Who may manage agencies, people and sharing. One object says both "may I" and "which rows".

Nothing here opens a case: administrators see none, and what an agency sees of another's
cases follows from the access table.
"""

from django.db.models import Q, QuerySet

from agencies.models import HEADS, Agency, AgencySystem, Person, Post, SharingAgreement


def is_actor(user: object) -> bool:
    """Whether this is a person who may act: active, of an agency that is in use."""
    return isinstance(user, Person) and user.is_active and user.agency.is_active


class AgencyPolicy:
    """Agencies are public inside the platform; only the system administrator changes them."""

    def may_manage(self, actor: Person) -> bool:
        return actor.holds(Post.SYSTEM_ADMIN)

    def rows(self, actor: Person) -> QuerySet[Agency]:
        return Agency.objects.all()


class PeoplePolicy:
    """Accounts are the system administrator's, posts and clearance the security one's."""

    def may_manage_accounts(self, actor: Person) -> bool:
        return actor.holds(Post.SYSTEM_ADMIN)

    def may_give_posts(self, actor: Person) -> bool:
        return actor.holds(Post.SECURITY_ADMIN)

    def may_list(self, actor: Person) -> bool:
        return actor.holds(Post.SYSTEM_ADMIN, Post.SECURITY_ADMIN, *HEADS)

    def may_reset_password(self, actor: Person, person: Person) -> bool:
        """Not an administrator's: whoever resets a password could sign in with it.

        For them the operator has `manage.py reset_password` on the server.
        """
        return self.may_manage_accounts(actor) and not person.is_administrator

    def rows(self, actor: Person) -> QuerySet[Person]:
        """Everyone for those who manage people, the own agency for its head, else nobody."""
        people = Person.objects.filter(is_system=False)
        if actor.holds(Post.SYSTEM_ADMIN, Post.SECURITY_ADMIN):
            return people
        if actor.holds(*HEADS):
            return people.filter(agency_id=actor.agency_id)
        return people.none()


class AgreementPolicy:
    """Sharing is decided by two people, one of whom may be the head of the providing agency."""

    def may_list(self, actor: Person) -> bool:
        return actor.holds(Post.SECURITY_ADMIN, *HEADS)

    def may_propose(self, actor: Person, provider: Agency, receiver: Agency) -> bool:
        if actor.holds(Post.SECURITY_ADMIN):
            return True
        return actor.holds(*HEADS) and actor.agency_id in {provider.pk, receiver.pk}

    def may_decide(self, actor: Person, agreement: SharingAgreement) -> bool:
        """Whose data it is decides, or the security administrator; never the proposer."""
        return agreement.proposed_by_id != actor.pk and self.may_end(actor, agreement)

    def may_end(self, actor: Person, agreement: SharingAgreement) -> bool:
        if actor.holds(Post.SECURITY_ADMIN):
            return True
        return actor.holds(*HEADS) and actor.agency_id == agreement.provider_id

    def rows(self, actor: Person) -> QuerySet[SharingAgreement]:
        """All for the security administrator, those of the own agency for its head."""
        if actor.holds(Post.SECURITY_ADMIN):
            return SharingAgreement.objects.all()
        if actor.holds(*HEADS):
            own = Q(provider_id=actor.agency_id) | Q(receiver_id=actor.agency_id)
            return SharingAgreement.objects.filter(own)
        return SharingAgreement.objects.none()


class SystemPolicy:
    """What a system may is the security administrator's to say; the secret is the agency's.

    Administrators see no case, so none of them ever holds a token: the head of the agency
    has it shown, once. Both may revoke it.
    """

    def may_list(self, actor: Person) -> bool:
        return actor.holds(Post.SECURITY_ADMIN, *HEADS)

    def may_manage(self, actor: Person) -> bool:
        """Register systems, set what they may, close them."""
        return actor.holds(Post.SECURITY_ADMIN)

    def may_issue(self, actor: Person, system: AgencySystem) -> bool:
        return actor.holds(*HEADS) and actor.agency_id == system.person.agency_id

    def may_revoke(self, actor: Person, system: AgencySystem) -> bool:
        return self.may_manage(actor) or self.may_issue(actor, system)

    def rows(self, actor: Person) -> QuerySet[AgencySystem]:
        """All for the security administrator, those of the own agency for its head."""
        if actor.holds(Post.SECURITY_ADMIN):
            return AgencySystem.objects.all()
        if actor.holds(*HEADS):
            return AgencySystem.objects.filter(person__agency_id=actor.agency_id)
        return AgencySystem.objects.none()


agency_policy = AgencyPolicy()
people_policy = PeoplePolicy()
agreement_policy = AgreementPolicy()
system_policy = SystemPolicy()


def can_manage_agencies(actor: Person) -> bool:
    """Whether the actor may create and change agencies."""
    return agency_policy.may_manage(actor)
