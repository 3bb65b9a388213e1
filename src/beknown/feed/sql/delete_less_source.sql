-- Take back that the person wants less of a source; its event goes with it.
DELETE FROM feed_less_source WHERE person_id = %(person)s AND id = %(id)s
