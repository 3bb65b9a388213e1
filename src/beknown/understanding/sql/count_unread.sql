-- Count the events that no learner has read.
SELECT count(*) AS events FROM event_unread WHERE person_id = %(person)s
