-- Give what the person did with topics, the earliest first.
SELECT event_id, deed, phrases, name, undoes FROM interest_choice WHERE person_id = %(person)s ORDER BY event_id
