-- Which wish for less stands for an item.
SELECT id, kind FROM feed_less_made WHERE person_id = %(person)s AND item_id = %(item)s
