-- Give how often each mark was seen in the sources that this purpose may see.
SELECT mark, sum(number)::bigint AS number FROM style_count WHERE person_id = %(person)s GROUP BY mark
