"""A sample community: invented people who post, react, follow and talk, to look around in."""

from beknown.app.sample_people.live import Added, add_sample_people, remove_sample_people
from beknown.app.sample_people.plan import plan_months, read_community

__all__ = ["Added", "add_sample_people", "plan_months", "read_community", "remove_sample_people"]
