-- Give the ids of beliefs that were forgotten for good.
SELECT belief_id FROM belief_mark WHERE person_id = %(person)s
