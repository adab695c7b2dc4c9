"""Printed rows to the three statutory tables: labels place values, whatever carried them.

    blocks ──strips──▶ printed rows ──▶ table_two, table_three, table_four ──alignment──▶ Tables of placed cells

`axes` knows which label can stand for which line, column or entry; `leaves` and `heads` read headers, `rows`, `lines`, `groups`
and `turned` the rows of grids, `streams` and `widths` those that came as text.
"""
