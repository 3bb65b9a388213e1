"""What Beknown is measured by. See README.md."""
