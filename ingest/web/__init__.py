"""Reports at web addresses: `visit` decides what an address holds, `links` and `addresses` read its links, `fetch` and `network` get the bytes."""
