-- Take somebody out of a group.
SELECT take_out_of_group(%(chat)s, %(who)s) AS yes
