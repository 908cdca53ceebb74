"""The image: one for agent, review page, fleet and jobs."""
