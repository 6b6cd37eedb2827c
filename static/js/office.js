// Entry of the bundle office.
