-- Have the conversations of touched aliases summed up anew, and give all that are.
WITH touched AS (
    UPDATE circle c SET is_touched = true
    WHERE c.person_id = %(person)s
      AND (
          c.is_touched
          OR c.id IN (
              SELECT e.circle_id FROM encounter e JOIN alias a ON a.person_id = e.person_id AND a.id = e.alias_id
              WHERE a.person_id = %(person)s AND a.is_touched
          )
      )
    RETURNING c.id
)
SELECT id FROM touched
