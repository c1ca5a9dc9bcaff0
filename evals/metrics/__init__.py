"""The metrics: pure functions, one idea a module; `evals.metrics.table` lists them all."""
