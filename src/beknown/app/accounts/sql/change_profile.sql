-- Change how the person is called, their language and their time zone; null leaves a value as it is.
UPDATE person SET
    display_name = coalesce(%(display_name)s, display_name),
    locale = coalesce(%(locale)s, locale),
    time_zone = coalesce(%(time_zone)s, time_zone)
WHERE id = %(person)s
