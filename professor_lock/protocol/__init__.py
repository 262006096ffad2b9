"""The ChatKit protocol: requests read, widgets and events written."""
