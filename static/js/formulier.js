// Entry of the bundle formulier.
