-- What was made for the person and is to be shown now: not expired, not switched off, of no kind that rests, and about no
-- interest that is gone, closed to this purpose, or that they don't want to hear of.
SELECT m.id, m.kind, m.subject, m.about, m.lines, m.model, m.made_at
FROM made_item m
WHERE m.person_id = %(person)s AND m.expires_at > %(at)s
    AND (%(ids)s::uuid[] IS NULL OR m.id = ANY (%(ids)s::uuid[]))
    AND NOT EXISTS (SELECT 1 FROM feed_setting s WHERE s.person_id = %(person)s AND NOT s.has_made)
    AND m.kind NOT IN (SELECT made_resting(%(at)s))
    AND (
        m.kind <> 'interest'
        OR EXISTS (
            SELECT 1 FROM interest i WHERE i.person_id = %(person)s AND i.id::text = m.subject AND NOT i.is_muted
        )
    )
ORDER BY m.made_at DESC, m.id
