"""Turn published annual reports into facts and passages."""
