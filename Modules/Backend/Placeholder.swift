enum PlaceholderBackend {}
