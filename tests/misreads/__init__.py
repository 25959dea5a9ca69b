"""Does the camera ever read what is not there? Generated phones through the live rules.

`python -m tests.misreads --frames 100000` counts; pytest runs a share of it.
"""
