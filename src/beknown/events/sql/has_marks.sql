-- Say whether the person has forgotten anything yet.
SELECT EXISTS (SELECT 1 FROM forgetting WHERE person_id = %(person)s) AS holds
