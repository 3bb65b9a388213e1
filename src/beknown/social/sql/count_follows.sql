-- How many follow somebody, and how many they follow.
SELECT followers, followed FROM count_follows(%(whose)s)
