"""The composition root: puts the parts together, serves them, and is the only package that knows them all."""
