-- Give the texts of events that were just appended, for their words.
SELECT id, source_id, type, occurred_at, speaker, is_mine, thread, text, audience_of(purposes)::int AS audience
FROM event
WHERE person_id = %(person)s AND id = ANY (%(ids)s::uuid[]) AND text <> ''
