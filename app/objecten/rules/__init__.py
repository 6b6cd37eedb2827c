"""Pure rules about objects."""
