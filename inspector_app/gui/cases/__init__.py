"""The sampled cases: their forms with clocks and checks, and the summary over all of them."""
