-- Say what somebody may do in a group.
SELECT set_group_role(%(chat)s, %(who)s, %(role)s) AS yes
