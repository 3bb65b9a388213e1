-- Delete the parts of an upload that has ended.
DELETE FROM api_upload_part WHERE person_id = %(person)s AND upload_id = %(upload)s
