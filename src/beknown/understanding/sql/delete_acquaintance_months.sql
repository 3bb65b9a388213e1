-- Forget the months of acquaintances, to sum them up anew.
DELETE FROM acquaintance_month WHERE person_id = %(person)s AND acquaintance_id = ANY (%(ids)s)
