-- Add an item to the end of a talk; one that is there already stays where it is.
INSERT INTO api_item (person_id, conversation_id, id, item)
VALUES (%(person)s, %(conversation)s, %(id)s, %(item)s)
ON CONFLICT (person_id, conversation_id, id) DO NOTHING
