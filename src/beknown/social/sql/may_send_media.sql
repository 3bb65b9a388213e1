-- Whether pictures, voice notes and videos may be sent: not in a direct conversation with somebody who neither follows the person nor answered.
SELECT NOT EXISTS (
    SELECT 1 FROM chat c JOIN chat_member m ON m.chat_id = c.id AND m.person_id <> %(person)s
    WHERE c.id = %(chat)s AND c.kind = 'direct'
      AND NOT EXISTS (
          SELECT 1 FROM chat_message t WHERE t.chat_id = c.id AND t.person_id = m.person_id AND NOT t.is_ai
      )
      AND NOT EXISTS (
          SELECT 1 FROM follow f WHERE f.person_id = m.person_id AND f.followed_id = %(person)s
      )
) AS yes
