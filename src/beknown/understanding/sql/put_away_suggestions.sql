-- Put suggestions away from the card for a day, or back onto it.
UPDATE suggestion SET put_away_on = %(day)s
WHERE person_id = %(person)s AND id = ANY (%(ids)s)
