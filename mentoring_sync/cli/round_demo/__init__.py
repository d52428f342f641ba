"""A whole round on the embedded Workspace: what people do in it, week by week, and what the runs make of it."""
