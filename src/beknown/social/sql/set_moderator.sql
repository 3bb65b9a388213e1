-- Have somebody look at reports, or no more; false when the person isn't an operator or there is nobody like that.
SELECT set_moderator(%(who)s, %(is_one)s, %(at)s) AS yes
