-- Withdraw an invitation.
DELETE FROM invitation WHERE person_id = %(person)s AND id = %(id)s
