enum PlaceholderNPM {}
