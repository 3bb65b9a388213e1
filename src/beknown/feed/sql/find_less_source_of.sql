-- Which wish for less of a source stands for an item, if any.
SELECT id FROM feed_less_source WHERE person_id = %(person)s AND item_id = %(item)s
