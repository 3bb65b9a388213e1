-- Give the rows of one personal table as lines of JSON.
SELECT line::text AS line FROM personal_rows(%(table)s) AS line
