"""Pages of the audit administrator."""
