-- Say that another belief takes the place of one; from now on only the person sees it, as history.
UPDATE belief SET superseded_by = %(by)s, state = 'superseded', purposes = '{export}', allowed = '{export}',
    question = NULL
WHERE person_id = %(person)s AND id = %(id)s
