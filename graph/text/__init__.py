"""From a file to readable text: decoded, repaired, in Simplified characters, cut into blocks and sentences."""
