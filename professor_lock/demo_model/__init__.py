"""The model that answers without a key: rules in place of a language model."""
