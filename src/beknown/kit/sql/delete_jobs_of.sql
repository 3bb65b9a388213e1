-- Delete the jobs of a person, in whatever state.
DELETE FROM jobs.procrastinate_jobs WHERE args ->> 'person_id' = %(person)s
