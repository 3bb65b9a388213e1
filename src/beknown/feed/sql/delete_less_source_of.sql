-- Take back all wishes for less of a source; their events go with them.
DELETE FROM feed_less_source WHERE person_id = %(person)s AND follow_id = %(follow)s
