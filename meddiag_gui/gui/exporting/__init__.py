"""Results out of the window: pictures, captures, key images, series and volumes as files."""
