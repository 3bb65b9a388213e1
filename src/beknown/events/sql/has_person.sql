-- Say whether the person of this transaction has an account.
SELECT EXISTS (SELECT 1 FROM person WHERE id = %(person)s) AS holds
