"""How the benchmark's PostgreSQL is set: as docs/operations.md tells administrators to."""

import os

# Nothing filled is worth a log: what is lost is filled again.
FILLING = ("wal_level=minimal", "max_wal_senders=0", "autovacuum=off", "max_wal_size=4GB")
SERVING = ("max_wal_size=4GB",)


def tuned() -> tuple[str, ...]:
    """By the memory of this machine, which the platform shares."""
    megabytes = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 1024**2
    return (
        f"shared_buffers={max(128, megabytes // 4)}MB",
        f"effective_cache_size={max(256, megabytes * 6 // 10)}MB",
        "maintenance_work_mem=1GB",
        "work_mem=32MB",
        "random_page_cost=1.1",
        "jit=off",
        "shared_preload_libraries=pg_stat_statements",
    )
