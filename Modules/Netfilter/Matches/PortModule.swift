/// The match modules that `--sport` and `--dport` belong to.
enum PortModule: String {
  case tcp
  case udp
  case sctp
}
