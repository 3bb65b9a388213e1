-- Give the names under which people speak or stand among the person's contacts.
SELECT DISTINCT coalesce(CASE WHEN type = ANY (%(contacts)s) THEN left(text, 200) END, speaker) AS name
FROM event
WHERE person_id = %(person)s AND (speaker IS NOT NULL OR type = ANY (%(contacts)s))
