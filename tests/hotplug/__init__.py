"""Cables pulled and put back a thousand times, at random moments of jobs and scans."""
