-- Note that the topics of a person are to be settled anew.
INSERT INTO interest_state AS s (person_id, changes, settled) VALUES (%(person)s, 1, 0)
ON CONFLICT (person_id) DO UPDATE SET changes = s.changes + 1
