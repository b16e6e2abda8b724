"""What happens in the county of the fault run, as an app of its own beside the platform's."""
