"""The commands of `nianbao`, by what they are for; ui/cli.py joins them."""
