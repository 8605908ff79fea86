"""What the product talks about: frozen values, enums, errors and ports. Standard library only."""
