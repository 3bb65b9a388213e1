-- Cards of posts are read by a role of their own. Whether a post may be seen is asked once for each card, by the same
-- policies as everywhere; what hangs on it (reactions, pictures, links, marks) is then read by policies that needn't ask
-- for the post again, as the view reaches it by way of the post alone. Before, each of them asked anew: fourteen times
-- the policies of posts in one statement, whose plan cost more to begin and to end than to run (decision 0067).
--
-- A view that isn't `security_invoker` reads as its owner: privileges and policies are the owner's, while
-- `app_person()` and `app_purpose()` are still those of the transaction.

GRANT SELECT ON post, profile, post_reaction, post_saved, post_image, post_link, post_video, post_repost, people_mute,
    moderation_mark TO beknown_card;

ALTER POLICY own ON post TO beknown_app, beknown_card;
ALTER POLICY shown ON post TO beknown_app, beknown_card;
ALTER POLICY held ON post TO beknown_app, beknown_card;
ALTER POLICY own ON profile TO beknown_app, beknown_card;
ALTER POLICY shown ON profile TO beknown_app, beknown_card;
ALTER POLICY own ON people_mute TO beknown_app, beknown_card;
ALTER POLICY own ON post_saved TO beknown_app, beknown_card;
ALTER POLICY own ON post_reaction TO beknown_app, beknown_card;
ALTER POLICY own ON post_image TO beknown_app, beknown_card;
ALTER POLICY own ON post_link TO beknown_app, beknown_card;
ALTER POLICY own ON post_video TO beknown_app, beknown_card;
ALTER POLICY own ON post_repost TO beknown_app, beknown_card;
ALTER POLICY own ON moderation_mark TO beknown_app, beknown_card;

-- As the policies `shown` of these tables, without the look at the post.
CREATE POLICY on_card ON post_reaction FOR SELECT TO beknown_card
    USING (
        person_id <> (SELECT app_person())
        AND (SELECT app_purpose()) IN ('export', 'feed')
        AND person_id NOT IN (SELECT hidden_people())
    );
CREATE POLICY on_card ON post_image FOR SELECT TO beknown_card
    USING (post_id IS NOT NULL AND (SELECT app_purpose()) IN ('export', 'feed'));
CREATE POLICY on_card ON post_link FOR SELECT TO beknown_card
    USING (state = 'shown' AND (SELECT app_purpose()) IN ('export', 'feed'));
CREATE POLICY on_card ON post_video FOR SELECT TO beknown_card
    USING ((SELECT app_purpose()) IN ('export', 'feed'));
CREATE POLICY on_card ON moderation_mark FOR SELECT TO beknown_card
    USING (
        kind IN ('label', 'limited') AND chat_id IS NULL AND post_id IS NOT NULL
        AND (SELECT app_purpose()) IN ('export', 'feed')
    );

-- Only a post for everybody is passed on (`check_repost`), and whom a post is for never changes.
CREATE POLICY on_card ON post_repost FOR SELECT TO beknown_card
    USING (
        (SELECT app_purpose()) IN ('export', 'feed')
        AND person_id NOT IN (SELECT hidden_people())
        AND (person_id NOT IN (SELECT private_people()) OR person_id IN (SELECT followed_people()))
    );

ALTER VIEW post_card RESET (security_invoker);
ALTER VIEW post_card OWNER TO beknown_card;
GRANT SELECT ON post_card TO beknown_app;
