-- What a page of the feed asks, made cheaper; who sees what stays as it is.

-- Of posts that not everybody may see there are few beside those of everybody: they are found by an index of their own.
CREATE INDEX post_circle ON post (person_id, id DESC) WHERE shown_to <> 'everyone' AND NOT is_reply;

-- Everybody reads their own by the policy `own`, for these purposes, too. So what others are shown needn't be asked for
-- one's own rows: a look at the post behind each.
ALTER POLICY shown ON post_reaction
    USING (
        person_id <> (SELECT app_person())
        AND (SELECT app_purpose()) IN ('export', 'feed')
        AND person_id NOT IN (SELECT hidden_people())
        AND EXISTS (SELECT 1 FROM post p WHERE p.person_id = post_person_id AND p.id = post_id)
    );
