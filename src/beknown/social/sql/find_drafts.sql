-- The person's drafts, the one that was changed last first.
SELECT id, text, shown_to, list_id, changed_at FROM post_draft WHERE person_id = %(person)s
ORDER BY changed_at DESC, id DESC
