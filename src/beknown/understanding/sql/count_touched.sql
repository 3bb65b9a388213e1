-- Count what is to be summed up anew, of it what belongs to nobody yet, and what was said of it by hand.
SELECT (SELECT count(*) FROM alias WHERE person_id = %(person)s AND is_touched) AS aliases,
    (SELECT count(*) FROM alias WHERE person_id = %(person)s AND is_touched AND acquaintance_id IS NULL) AS loose,
    (SELECT count(*) FROM circle WHERE person_id = %(person)s AND is_touched) AS circles,
    (SELECT count(*) FROM world_act WHERE person_id = %(person)s) AS acts
