-- Take somebody off a list.
DELETE FROM people_list_member WHERE person_id = %(person)s AND list_id = %(list)s AND member_id = %(member)s
