"""Cases from files: read in a limited child process, checked row by row, then recorded."""
