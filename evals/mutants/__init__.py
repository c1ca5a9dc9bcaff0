"""The eval tested: faults planted into sound answers, each of which some metric must notice."""
