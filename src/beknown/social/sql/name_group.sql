-- Give a group another name.
UPDATE chat SET name = %(name)s WHERE id = %(chat)s AND kind = 'group'
