-- Counting reactions to a post reads their index alone: the rows lie scattered over the table, a page has hundreds of them.

CREATE INDEX post_reaction_of_post ON post_reaction (post_person_id, post_id, person_id) INCLUDE (kind);
DROP INDEX post_reaction_post;
