-- For a moderator: cases that wait, the longest waiting first, or that are decided, the latest first.
SELECT person_id, id, kind, name, handle, post_id, text,
    (
        SELECT coalesce(
            jsonb_agg(
                e.image || jsonb_build_object(
                    'has_captions', e.image ->> 'kind' = 'video' AND read_case_captions(person_id, id) <> ''
                )
                ORDER BY e.place
            ),
            '[]'
        )
        FROM jsonb_array_elements(images) WITH ORDINALITY AS e (image, place)
    ) AS images, state, outcome, opened_at, changed_at, reasons, is_own
FROM find_cases(%(is_waiting)s, %(skipped)s, %(at_most)s)
