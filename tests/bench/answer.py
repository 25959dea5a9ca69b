"""What a measured process says to the bench. Loads nothing before it has to speak."""


def answer(thing: object) -> None:
    """One line of JSON."""
    import json  # would count as part of the start

    print(json.dumps(thing), flush=True)
