-- Put what the person said by hand over what was learned; it is dialogue, and narrows what the row may serve.
UPDATE acquaintance SET name = coalesce(%(name)s, name),
    relation = CASE WHEN %(sets_relation)s THEN nullif(%(relation)s, '') ELSE relation END,
    relation_event_id = CASE WHEN %(sets_relation)s THEN %(event)s ELSE relation_event_id END,
    audience = audience & %(audience)s
WHERE person_id = %(person)s AND id = %(id)s
