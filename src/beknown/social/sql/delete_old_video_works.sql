-- Delete the person's videos that were never posted or sent: old ones, and of those that are done all but the latest.
DELETE FROM video_work w
WHERE w.person_id = %(person)s
  AND (
      w.made_at < %(before)s
      OR w.id IN (
          SELECT d.id FROM video_work d
          WHERE d.person_id = %(person)s AND d.state IN ('ready', 'failed')
          ORDER BY d.id DESC OFFSET %(most)s
      )
  )
