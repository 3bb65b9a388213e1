-- People for whom something may be made now.
SELECT due.id FROM feed_made_due(%(at)s, %(long)s, %(most)s) AS due (id)
