"""Thousands of visits in one process, with faults: what grows is found."""
