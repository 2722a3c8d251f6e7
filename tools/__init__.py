"""Small programs for those who build the product; not part of it."""
