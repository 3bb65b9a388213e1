-- Posts for a group: a list may be that of a group of a conversation. Whoever is in the group now is on it, as long as
-- its owner is there, too; nobody is put on it by hand.

ALTER TABLE people_list ADD COLUMN chat_id uuid REFERENCES chat ON DELETE CASCADE;
CREATE INDEX people_list_chat ON people_list (chat_id) WHERE chat_id IS NOT NULL;
CREATE UNIQUE INDEX people_list_group ON people_list (person_id, chat_id) WHERE chat_id IS NOT NULL;
COMMENT ON TABLE people_list IS
    'Lists of people that a person made; one of them may be that of close friends, others those of the groups that they'
    ' are in. purposes: feed, export, safety';
GRANT SELECT ON people_list TO beknown_lookup;
CREATE POLICY lookup ON people_list FOR SELECT TO beknown_lookup USING (true);

CREATE OR REPLACE FUNCTION lists_with_me() RETURNS TABLE (person_id uuid, list_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
BEGIN ATOMIC
    SELECT m.person_id, m.list_id FROM public.people_list_member m WHERE m.member_id = app_person()
    UNION ALL
    SELECT l.person_id, l.id
    FROM public.chat_member me
    JOIN public.people_list l ON l.chat_id = me.chat_id AND l.person_id <> me.person_id
    JOIN public.chat_member owner ON owner.person_id = l.person_id AND owner.chat_id = l.chat_id
    WHERE me.person_id = app_person();
END;
COMMENT ON FUNCTION lists_with_me() IS
    'The lists that this person is on, those of groups that they are in among them, for the policy of posts alone.';
