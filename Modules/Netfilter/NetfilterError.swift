/// Why a text is no iptables or ipset text, or why the kernel would refuse a command.
public struct NetfilterError: Error, Hashable, Sendable {
  /// The line of the text or the command's place in the script, counted from 1.
  public var line: Int
  /// What is wrong.
  public var reason: Reason

  /// An error in a line.
  public init(line: Int, _ reason: Reason) { (self.line, self.reason) = (line, reason) }

  /// What is wrong, with the value that is.
  public enum Reason: Hashable, Sendable {
    /// The line is not UTF-8.
    case notUTF8
    /// The line holds a NUL byte at this column, counted from 1.
    case nulByte(column: Int)
    /// The line has this many bytes, more than the tools read at once.
    case lineTooLong(Int)
    /// A word has this many bytes, more than the tools take.
    case wordTooLong(Int)
    /// The line has this many words, more than the tools take.
    case tooManyWords(Int)
    /// A quote opens here and does not close.
    case unterminatedQuote(String)
    /// The line starts with no known command.
    case unknownCommand(String)
    /// A module, or the rule itself, has no such option.
    case unknownOption(String, of: String)
    /// The line ends where a value should follow.
    case missingValue(of: String)
    /// The value does not fit its option.
    case badValue(String, of: String, expected: String)
    /// An option that may stand once stands twice.
    case repeatedOption(String)
    /// This cannot be negated.
    case misplacedNegation(String)
    /// An option that needs `-p` of a certain kind before it.
    case missingProtocol(String)
    /// A module without the option that makes it useful.
    case missingOption(String, of: String)
    /// A word that belongs to nothing.
    case unexpectedWord(String)
    /// A name longer than the kernel takes.
    case nameTooLong(String, limit: Int)
    /// A command before `*table` or after `COMMIT`.
    case outsideTable
    /// A table begins or the script ends before `COMMIT`.
    case missingCommit(TableName)
    /// No chain of this name in the table, or a jump to a kernel chain.
    case unknownChain(ChainName, TableName)
    /// The chain is there already.
    case existingChain(ChainName, TableName)
    /// Only a kernel chain has a policy.
    case unexpectedPolicy(ChainName)
    /// A kernel chain cannot be deleted.
    case permanentChain(ChainName)
    /// A chain that a rule leads to, or that has rules, cannot be deleted.
    case chainInUse(ChainName)
    /// The chain has no such rule.
    case missingRule(ChainName)
    /// The chain has no place of this number.
    case badRuleNumber(Int, ChainName, count: Int)
    /// No set of this name.
    case unknownSet(SetName)
    /// A set of this name is there already, or one of another kind.
    case existingSet(SetName)
    /// A rule or a list refers to the set.
    case setInUse(SetName)
    /// A member that the set's type cannot hold.
    case badMember(SetMember, of: SetName, type: SetType)
    /// The member is there already.
    case existingMember(SetMember, of: SetName)
    /// The member is not there.
    case missingMember(SetMember, of: SetName)
    /// The set holds as many members as it may.
    case fullSet(SetName, capacity: UInt32)
    /// Sets of different kinds cannot be exchanged.
    case unlikeSets(SetName, SetName)
  }
}
