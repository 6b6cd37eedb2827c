// Entry of the bundle sw.
