-- Follow somebody no more.
DELETE FROM follow WHERE person_id = %(person)s AND followed_id = %(followed)s
