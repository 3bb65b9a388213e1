-- When the newest items of an outlet came out, newest first.
SELECT published_at FROM outlet_item WHERE outlet_id = %(outlet)s ORDER BY published_at DESC LIMIT %(limit)s
