"""The figures to hold (docs: "Figures to hold"), measured as ordinary people."""
