"""Overview: both days at a glance, what has been looked at, and what to do next."""
