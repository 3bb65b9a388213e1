-- Count what was brought up on a day.
SELECT count(*) AS made FROM suggestion WHERE person_id = %(person)s AND made_on = %(day)s
