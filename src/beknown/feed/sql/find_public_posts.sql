-- Figures of posts that are for everyone, the newest first: between two ids, both left out.
SELECT author_id, id, made_at, letters, has_image, space, vector FROM feed_posts(%(after)s, %(before)s, %(most)s)
