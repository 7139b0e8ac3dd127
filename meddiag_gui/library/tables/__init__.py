"""What the library holds, as tables: one module an area, all on one `Base`."""
