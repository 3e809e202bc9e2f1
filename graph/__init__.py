"""Wupian: knowledge graphs from Chinese financial-policy news, every statement with the sentence that proves it."""
