-- Let one transaction at a time add people or change an email, until it ends. Others may read and write their rows.
LOCK TABLE person IN SHARE ROW EXCLUSIVE MODE
