"""The processes that answer what needs the store, what they answer from, and the pools that keep them."""
