// Entry of the bundle veld.
