public import Backend
public import Reachability
public import Traffic

extension NetfilterDataplane {
  /// Every packet at once, by analysing the programs of all nodes.
  public func reachability(_ family: AddressFamily) throws(UndecidableError) -> Reachability {
    throw UndecidableError("not yet")
  }
}
