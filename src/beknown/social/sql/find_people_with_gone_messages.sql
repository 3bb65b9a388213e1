-- Whose log still holds messages that are gone, for jobs.
SELECT id FROM find_people_with_gone_messages()
