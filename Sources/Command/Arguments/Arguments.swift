import Scenarios

/// The words behind a command's name, sorted by its syntax.
package struct Arguments {
  package let operands: [String]
  /// Whether the command's help was asked for; then nothing else was looked at.
  let wantsHelp: Bool
  private let syntax: Syntax
  private let values: [(name: String, value: String)]

  init(_ words: [String], _ syntax: Syntax) throws(Complaint) {
    self.syntax = syntax
    wantsHelp = words.prefix { $0 != "--" }.contains { $0 == "--help" || $0 == "-h" }
    if wantsHelp {
      (operands, values) = ([], [])
      return
    }
    var parser = ArgumentParser(words, syntax)
    try parser.parse()
    (operands, values) = (parser.operands, parser.values)
    try checkCount()
  }

  private func checkCount() throws(Complaint) {
    if operands.count > syntax.operandCount.upperBound {
      let extra = operands[syntax.operandCount.upperBound]
      throw Complaint("'\(extra)' is one word too many\(hint)")
    }
    if operands.count < syntax.operandCount.lowerBound {
      throw Complaint("\(syntax.operands) is missing\(hint)")
    }
  }

  private var hint: String {
    "; such as: \(syntax.program) \(syntax.examples[0].line)"
  }

  package func flag(_ name: String) -> Bool { text(name) != nil }

  /// An option's value, or nil if it was not given.
  package func text(_ name: String) -> String? {
    precondition(syntax.options.contains { $0.name == name }, "\(syntax.name) takes no \(name)")
    return values.first { $0.name == name }?.value
  }

  /// All values of an option that may be given several times, in order.
  func texts(_ name: String) -> [String] {
    precondition(syntax.options.contains { $0.name == name }, "\(syntax.name) takes no \(name)")
    return values.filter { $0.name == name }.map { $0.value }
  }

  /// A whole number within bounds, or nil if it was not given.
  package func number<Number: FixedWidthInteger>(
    _ name: String, in range: ClosedRange<Number>
  ) throws(Complaint) -> Number? {
    guard let text = text(name) else { return nil }
    guard let number = Number(text), range.contains(number) else {
      throw Complaint(
        "'\(name) \(text)' makes no sense; it takes a whole number from \(range.lowerBound) to "
          + "\(range.upperBound)")
    }
    return number
  }

  /// Seeds, or nil if they were not given.
  func seeds(_ name: String) throws(Complaint) -> SeedSet? {
    guard let text = text(name) else { return nil }
    guard let seeds = SeedSet(text: text) else {
      throw Complaint(
        "'\(name) \(text)' makes no sense; seeds are such as 7, 1..10000 or 1..10,20,30..40")
    }
    return seeds
  }
}
