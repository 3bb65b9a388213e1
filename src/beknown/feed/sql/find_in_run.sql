-- Ids of everything that was put on the pages of a run.
SELECT item_id FROM feed_impression WHERE person_id = %(person)s AND run_id = %(run)s
