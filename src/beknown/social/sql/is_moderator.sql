-- Whether the person looks at reports.
SELECT is_moderator() AS yes
