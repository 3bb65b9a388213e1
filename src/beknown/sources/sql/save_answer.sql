-- Keep what the person answered; the import is queued again.
UPDATE import SET state = 'queued', questions = '[]', updated_at = now(),
    owner_names = CASE WHEN %(owner)s::text IS NULL THEN owner_names ELSE owner_names || ARRAY[%(owner)s::text] END,
    time_zone = coalesce(%(time_zone)s, time_zone), is_day_first = coalesce(%(is_day_first)s, is_day_first)
WHERE person_id = %(person)s AND id = %(id)s AND state = 'asking'
