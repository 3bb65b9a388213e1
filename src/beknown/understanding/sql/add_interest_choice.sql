-- Note what the person did with a topic; noting it twice changes nothing.
INSERT INTO interest_choice (person_id, event_id, deed, phrases, name, undoes, purposes)
VALUES (%(person)s, %(event)s, %(deed)s, %(phrases)s, %(name)s, %(undoes)s, %(purposes)s)
ON CONFLICT DO NOTHING
