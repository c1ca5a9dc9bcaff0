"""The eval tested: faults planted into answers, each with the metric that must notice."""
