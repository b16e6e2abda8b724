"""Files of 10,000 and 100,000 rows through the real upload, check and recording."""
