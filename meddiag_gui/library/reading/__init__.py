"""What models and readers said of the library's studies: kept, listed, and handed on."""
