"""Statements: constructions matched against mentions, with their subject, modality, voice and confidence."""
