public import Backend
internal import PolicyModel
public import Reachability
public import Traffic

extension NetfilterDataplane {
  /// Every packet at once, by running the flat programs of all nodes on classes of ends.
  ///
  /// Throws for a rule that looks at what is not part of the question, such as a source port or an unknown module.
  public func reachability(_ family: AddressFamily) throws(UndecidableError) -> Reachability {
    var plane = try FlatDataplane(self, family: family)
    let classes = EndClasses(&plane)
    var builder = StageBuilder(plane, classes)
    let stages = classes.roles.map { role in
      var stages = role.entries
      stages.leaving = builder.stage(entry: stages.leaving)
      stages.arriving = builder.stage(entry: stages.arriving)
      stages.leavingToNeighbour = builder.stage(entry: stages.leavingToNeighbour)
      stages.toOwnNode = builder.stage(entry: stages.toOwnNode)
      stages.fromOwnNode = builder.stage(entry: stages.fromOwnNode)
      stages.withinNode = builder.stage(entry: stages.withinNode)
      return stages
    }
    return Reachability(plane.index, classOf: classes.classOf, stages: stages, store: builder.store)
  }
}
