"""The doors: command line, chat page, HTTP and MCP; they call the assistant and render, and decide nothing."""

from ingest.environment import settle_environment

settle_environment()
