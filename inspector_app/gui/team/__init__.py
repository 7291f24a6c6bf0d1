"""The page of the team: giving, taking in, choosing where both wrote, and who leads."""
