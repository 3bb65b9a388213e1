-- A rule that was taken back is kept for a day, so that whoever took it back can have it again by its id.

ALTER TABLE feed_rule ADD COLUMN ended_at timestamptz;
COMMENT ON TABLE feed_rule IS
    'What a person wants more, less, only or nothing of on their feed, until when and at which hours. A target is all of'
    ' its kinds at once. What was taken back has `ended_at` and is kept for a day. purposes: feed, export, safety';
