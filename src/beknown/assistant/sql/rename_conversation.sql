-- Give a conversation another title.
UPDATE conversation SET title = %(title)s WHERE person_id = %(person)s AND id = %(id)s
