-- Bind this transaction to one person and one purpose; every policy reads these two.
SELECT set_config('app.person', %(person)s, true), set_config('app.purpose', %(purpose)s, true)
