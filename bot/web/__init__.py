"""What a browser or HTTP reaches: the local Bot API server, the try-out page, webhook, health and metrics.

Starlette and uvicorn are imported in this room alone. Nothing outside of it imports it
except the command line, which starts what it offers.
"""
