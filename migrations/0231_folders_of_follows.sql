-- What is followed elsewhere can stand in a folder, as in other readers. A folder is a name alone: there is none without
-- something in it.
ALTER TABLE outlet_follow ADD COLUMN folder text CHECK (length(folder) BETWEEN 1 AND 100);
