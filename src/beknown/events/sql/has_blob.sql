-- Say whether the person has a file of this id.
SELECT EXISTS (SELECT 1 FROM blob WHERE person_id = %(person)s AND id = %(id)s) AS holds
