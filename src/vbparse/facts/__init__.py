"""Facts on top of outline and tables: tasks with units and deadlines, targets, citations."""
