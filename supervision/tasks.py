"""Background work of supervision; each task may run twice or never without harm."""

from celery import shared_task

from supervision import services


@shared_task
def run_rules() -> int:
    """Run every rule over all cases: what time alone brings about."""
    return services.run_rules()
