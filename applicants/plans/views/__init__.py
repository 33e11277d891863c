"""The pages of plans, by noun."""
