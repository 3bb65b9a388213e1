-- Take back that the person wants less of something; its event goes with it.
DELETE FROM feed_less WHERE person_id = %(person)s AND id = %(id)s
