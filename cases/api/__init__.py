"""The API of cases.

shapes: what is shown; reading, writing, changes: the views; accepting: what is taken;
building: the cases it means; repeating: the same request sent again.
"""
