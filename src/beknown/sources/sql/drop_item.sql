-- Keep an item no longer.
DELETE FROM outlet_kept WHERE person_id = %(person)s AND item_id = %(item)s
