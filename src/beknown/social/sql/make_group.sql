-- Make a group with the person as its admin.
SELECT count(make_group(%(id)s, %(name)s)) AS number
