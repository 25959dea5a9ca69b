"""The kiosk's figures on this machine, each beside a peer or a physical limit.

Nothing here passes or fails, and pytest collects none of it: `script/bench` prints one
table. What is compared is measured in turns, in the same run.
"""
