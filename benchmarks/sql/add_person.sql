-- Add a person who measures.
INSERT INTO person (id, email, display_name) VALUES (%(id)s, %(email)s, %(name)s)
