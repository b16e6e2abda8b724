"""What the demo county has passed on: told step by step, through the services alone."""
