"""Tests of what people do among themselves."""
