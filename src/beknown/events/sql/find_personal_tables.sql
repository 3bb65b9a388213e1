-- Name every table that holds something of a person, with the purpose that may read it for them.
SELECT name, purpose FROM personal_table ORDER BY name
