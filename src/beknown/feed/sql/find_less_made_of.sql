-- Which wish for less of a kind stands for an item.
SELECT id FROM feed_less_made WHERE person_id = %(person)s AND item_id = %(item)s
