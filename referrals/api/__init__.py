"""The API of what is passed on.

asked: what a transition asks for, as JSON Schema; shapes: what is shown; flows, reading, acting,
papers, files, events: the views; refusing: the problems that services' errors become.
"""
