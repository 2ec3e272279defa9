internal import ArgumentParser
internal import Backend
internal import Lab
internal import Manifests
internal import Moat
internal import Reports

/// `moat lab apply`
struct LabApplyCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "apply",
    abstract: "Change the policies of a lab that is up, without a gap.",
    discussion: """
      Objects replace those of the same name; with --replace the input is all there is. Each node judges every packet by
      exactly the old or exactly the new program. If the kernel refuses a line, the program in force stays. Pods, nodes
      and addresses cannot change while a lab is up.

      EXAMPLES:
        moat lab apply -f stricter.yaml
        moat lab apply -f cluster.yaml -f policies/ --replace
      """)

  @OptionGroup var input: InputOptions

  @OptionGroup var lab: LabName

  @Flag(help: "Forget the objects that the input does not have.")
  var replace = false

  @OptionGroup var output: OutputOptions

  func run(in context: Context) throws -> Outcome {
    var lab = try Lab(lab.chosen)
    let texts = try input.texts(in: context, color: output.color)
    let whole = (replace ? [] : try lab.input()) + texts
    let manifests = LabCluster.load(whole, podCIDR: lab.state.podCIDR)
    input.report(manifests, in: context, color: output.color)
    guard manifests.isTranslatable, !manifests.hasErrors else {
      throw Failure(outcome: .input, message: "the input has errors; nothing was done")
    }
    let made = try LabCluster(whole, lab.state, in: context)
    try lab.change(to: made.program, made.cluster, input: whole)
    return .yes
  }
}

/// `moat lab label`
struct LabLabelCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "label",
    abstract: "Give a pod of a lab a label, or take one away with key-.",
    discussion: """
      EXAMPLES:
        moat lab label shop/web role=frontend
        moat lab label shop/web role-
      """)

  @OptionGroup var lab: LabName

  @Argument(help: ArgumentHelp("The pod, as namespace/name.", valueName: "pod"))
  var pod: String

  @Argument(help: ArgumentHelp("Labels, as key=value or key-.", valueName: "label"))
  var labels: [String]

  func run(in context: Context) throws -> Outcome {
    var lab = try Lab(lab.chosen)
    lab.setLabels(labels.map { "\(pod) \($0)" })
    let texts = try lab.input()
    let made = try LabCluster(texts, lab.state, in: context)
    try lab.change(to: made.program, made.cluster, input: texts)
    return .yes
  }
}
