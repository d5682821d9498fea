"""Documents into passages: legal texts by their structure, reports by chapter, section and table."""
