"""The Professor Lock server: see docs/architecture.md for its floors."""
