"""Files that people bring: checked, kept sealed, looked through for viruses, handed out.

What runs in the child process imports from here, so nothing stands in this file.
"""
