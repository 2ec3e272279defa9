internal import Netfilter
internal import Text
internal import Traffic

/// The transactions, one for each table, that lead from the chains of one program to those of another.
struct ChainChange {
  let old: Program
  let new: Program

  var script: RestoreScript {
    var commands: [RestoreCommand] = []
    for name in TableName.allCases {
      let (before, after) = (old[name] ?? Table(name), new[name] ?? Table(name))
      if before != after { commands += change(before, after) }
    }
    return RestoreScript(commands)
  }

  private func change(_ before: Table, _ after: Table) -> [RestoreCommand] {
    let known = Dictionary(before.savedChains.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    let wanted = after.savedChains
    let changed = wanted.filter { known[$0.name] != $0 }
    let kept = Set(wanted.map(\.name))
    let gone = before.savedChains.map(\.name).filter { !kept.contains($0) }
    let own = Set(after.name.builtInChains)
    var commands: [RestoreCommand] = [.table(after.name)]
    for chain in changed {
      // Declaring a chain of one's own empties it; the kernel's own are emptied by name.
      commands.append(own.contains(chain.name) ? .flush(chain.name) : .declare(chain.name))
    }
    for chain in changed { commands += chain.rules.map { .append($0, to: chain.name) } }
    commands += gone.map { .flush($0) } + gone.map { .deleteChain($0) }
    return commands + [.commit]
  }
}

extension RestoreScript {
  func savedText(_ family: AddressFamily) -> String {
    var text = TextBuffer()
    for command in commands {
      text.append(command, as: .save, family: family)
      text.append("\n")
    }
    return text.text
  }
}

extension SetScript {
  var savedText: String {
    var text = TextBuffer()
    for command in commands {
      text.append(command, as: .save)
      text.append("\n")
    }
    return text.text
  }
}
