"""Forms of this app, by subject. Rules that need the database are in the services."""
