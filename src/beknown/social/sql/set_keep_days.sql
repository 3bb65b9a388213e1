-- Say after how many days what is said from now on disappears; never, without a number.
UPDATE chat SET keep_days = %(days)s, keep_since = last_seq WHERE id = %(chat)s
