"""Finding every edit, deletion and insertion in the log, its seals and their file."""

from audit.verifying.report import Finding, Report
from audit.verifying.verify import verify

__all__ = ["Finding", "Report", "verify"]
