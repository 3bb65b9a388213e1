-- End every session of the person but one (or all, when that is null).
DELETE FROM session WHERE person_id = %(person)s AND id IS DISTINCT FROM %(kept)s::uuid
