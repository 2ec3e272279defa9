enum PlaceholderMoat {}
