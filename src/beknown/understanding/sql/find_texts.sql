-- Give the texts of events that were just appended, for their words.
SELECT id, source_id, occurred_at, text, audience_of(purposes)::int AS audience FROM event
WHERE person_id = %(person)s AND id = ANY (%(ids)s::uuid[]) AND text <> ''
