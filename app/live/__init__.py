"""Live pages: rooms over WebSocket. Knows no slice."""
