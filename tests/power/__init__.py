"""The power-cut proof: SQLite, the engine and the outbox on a disk that loses power.

`python -m tests.power` cuts the power before and after every write, truncation, sync
and deletion of whole visits. What is proven, and what is not, stands in `proof`.
"""
