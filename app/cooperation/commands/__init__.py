"""What people do with initiatives and topics."""
