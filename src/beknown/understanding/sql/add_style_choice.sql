-- Note what the person set by hand; noting it twice changes nothing.
INSERT INTO style_choice (person_id, event_id, trait, value, purposes)
VALUES (%(person)s, %(event)s, %(trait)s, %(value)s, %(purposes)s)
ON CONFLICT DO NOTHING
