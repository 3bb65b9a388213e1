-- Put somebody on a list; doing it twice changes nothing.
INSERT INTO people_list_member (person_id, list_id, member_id) VALUES (%(person)s, %(list)s, %(member)s)
ON CONFLICT DO NOTHING
