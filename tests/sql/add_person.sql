-- Add a person.
INSERT INTO person (id, email, display_name, role) VALUES (%(id)s, %(email)s, %(name)s, %(role)s)
