"""The hospital's days: China has one time zone and no summer time."""

from datetime import date, datetime, timedelta, timezone

BEIJING = timezone(timedelta(hours=8))


def day_of(moment: datetime) -> date:
    """The day as the hospital counts days, wherever the machine believes it stands."""
    return moment.astimezone(BEIJING).date()
