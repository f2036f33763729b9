"""Checked knowledge as JSON, kept between runs."""
