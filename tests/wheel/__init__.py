"""The wheel, as it is published. `make wheel-test` builds it first."""
