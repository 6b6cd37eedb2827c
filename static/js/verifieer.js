// Entry of the bundle verifieer.
