-- Put what the person follows already into the folders that a list has it in; whatever is in one stays there.
UPDATE outlet_follow f SET folder = l.folder
FROM unnest(%(address)s::text[], %(folder)s::text[]) AS l (address, folder)
WHERE f.person_id = %(person)s AND f.address = l.address AND f.folder IS NULL AND f.gone_at IS NULL
