-- Say whether somebody else than this person looks at reports.
SELECT has_judge(%(about)s) AS yes
