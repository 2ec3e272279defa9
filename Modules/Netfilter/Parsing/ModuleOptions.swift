/// Options that iptables 1.8.9 has and Moat keeps as they are written.
enum ModuleOptions {
  static let unmodelled: [String: Set<String>] = [
    "set": [
      "--return-nomatch", "--update-counters", "--update-subcounters", "--packets-eq", "--packets-lt", "--packets-gt",
      "--bytes-eq", "--bytes-lt", "--bytes-gt",
    ],
    "conntrack": [
      "--ctproto", "--ctorigsrc", "--ctorigdst", "--ctreplsrc", "--ctrepldst", "--ctorigsrcport", "--ctorigdstport",
      "--ctreplsrcport", "--ctrepldstport", "--ctstatus", "--ctexpire", "--ctdir",
    ],
    "addrtype": ["--limit-iface-in", "--limit-iface-out"],
    "tcp": ["--tcp-flags", "--syn", "--tcp-option"],
    "sctp": ["--chunk-types"],
  ]
}
