"""What leaves the platform: counts, kinds and links, never a person or a case."""
