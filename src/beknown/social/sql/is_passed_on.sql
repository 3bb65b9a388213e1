-- Say whether the person put a post into a message before.
SELECT EXISTS (
    SELECT 1 FROM post_passed_on
    WHERE person_id = %(person)s AND post_person_id = %(author)s AND post_id = %(id)s
) AS yes
