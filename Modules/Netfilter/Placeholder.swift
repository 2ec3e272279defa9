enum PlaceholderNetfilter {}
