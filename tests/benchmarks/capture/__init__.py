"""The recorder under kills, unplugs, a full disk, busy cores and power cuts."""
