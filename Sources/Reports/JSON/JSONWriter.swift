import Scenarios

/// Writes JSON in the order in which it is told: stable keys, integers with every digit.
///
/// There are no floating-point numbers: durations are nanoseconds, ratios their two terms. Text is
/// escaped, so whatever is written is valid JSON. The caller sees to it that one value stands at the
/// top, that members stand in objects and that no key comes twice.
public struct JSONWriter: Sendable {
  /// How the text is laid out.
  public enum Layout: Sendable {
    /// A member or element on each line, two spaces a level.
    case indented
    /// All on one line, for a stream of values.
    case oneLine
  }

  /// What has been written and not been handed on; no end of line behind it.
  public private(set) var text = ""
  private let layout: Layout
  /// Takes what has been written, so that it need not be kept.
  private let sink: (@Sendable (OutputText) -> Void)?
  private var depth = 0
  /// Whether the innermost object or array is still empty.
  private var isFirst = true
  /// Whether a key has been written whose value is to come.
  private var awaitsValue = false

  /// A writer that has written nothing.
  public init(_ layout: Layout = .indented) {
    self.layout = layout
    sink = nil
  }

  /// A writer that hands on what it has written, block by block; the rest when it is finished.
  public init(
    _ layout: Layout = .indented, to sink: @escaping @Sendable (OutputText) -> Void
  ) {
    self.layout = layout
    self.sink = sink
  }

  /// Hands on the rest, with an end of line.
  public mutating func finish() {
    sink?(OutputText(json: self))
    text = ""
  }

  // MARK: Values

  /// A string, escaped.
  public mutating func value(_ string: String) {
    startValue()
    text += JSONWriter.quoted(string)
  }

  /// `true` or `false`.
  public mutating func value(_ flag: Bool) {
    startValue()
    text += flag ? "true" : "false"
  }

  /// A whole number, with every digit.
  public mutating func value(_ number: some BinaryInteger) {
    startValue()
    text += String(number)
  }

  /// `null`.
  public mutating func null() {
    startValue()
    text += "null"
  }

  /// An object; the closure writes its members.
  public mutating func object(_ members: (inout JSONWriter) -> Void) {
    enclose("{", "}", members)
  }

  /// An array; the closure writes its elements.
  public mutating func array(_ elements: (inout JSONWriter) -> Void) {
    enclose("[", "]", elements)
  }

  /// An array with one element for each item; the closure writes exactly one value.
  public mutating func array<Items: Sequence>(
    of items: Items, _ element: (inout JSONWriter, Items.Element) -> Void
  ) {
    array { json in
      for item in items { element(&json, item) }
    }
  }

  // MARK: Members

  /// The name of a member; exactly one value has to follow.
  public mutating func key(_ name: String) {
    separate()
    text += JSONWriter.quoted(name) + (layout == .indented ? ": " : ":")
    awaitsValue = true
  }

  /// A member; without a value it is null.
  public mutating func member(_ name: String, _ string: String?) {
    key(name)
    if let string { value(string) } else { null() }
  }

  /// A member that is true or false.
  public mutating func member(_ name: String, _ flag: Bool) {
    key(name)
    value(flag)
  }

  /// A member; without a value it is null.
  public mutating func member<Number: BinaryInteger>(_ name: String, _ number: Number?) {
    key(name)
    if let number { value(number) } else { null() }
  }

  /// A member that is an object; the closure writes its members.
  public mutating func object(_ name: String, _ members: (inout JSONWriter) -> Void) {
    key(name)
    object(members)
  }

  /// A member that is an array with one element for each item; the closure writes exactly one value.
  public mutating func array<Items: Sequence>(
    _ name: String, of items: Items, _ element: (inout JSONWriter, Items.Element) -> Void
  ) {
    key(name)
    array(of: items, element)
  }

  /// A member that is an array of strings.
  public mutating func array(_ name: String, _ strings: [String]) {
    array(name, of: strings) { json, string in json.value(string) }
  }

  // MARK: Layout

  private static var blockSize: Int { 1 << 16 }

  private mutating func enclose(
    _ opening: String, _ closing: String, _ content: (inout JSONWriter) -> Void
  ) {
    startValue()
    text += opening
    depth += 1
    isFirst = true
    content(&self)
    precondition(!awaitsValue, "a key without a value")
    depth -= 1
    if !isFirst { breakLine() }
    text += closing
    isFirst = false
  }

  private mutating func startValue() {
    if !awaitsValue && depth > 0 { separate() }
    awaitsValue = false
  }

  private mutating func separate() {
    precondition(!awaitsValue, "a key without a value")
    if !isFirst { text += "," }
    isFirst = false
    if let sink, text.utf8.count >= JSONWriter.blockSize {
      sink(OutputText(part: self))
      text = ""
    }
    breakLine()
  }

  private mutating func breakLine() {
    if layout == .indented { text += "\n" + String(repeating: "  ", count: depth) }
  }

  /// As RFC 8259, section 7: quotation marks, backslashes and control characters are escaped, and what
  /// else a terminal would obey or nobody would see, so that the text can be looked at.
  private static func quoted(_ string: String) -> String {
    let hides = VisibleText.firstHidden(in: string) != nil
    var quoted = "\""
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      case "\t": quoted += "\\t"
      case "\r": quoted += "\\r"
      default:
        if hides && VisibleText.mayHide(scalar) {
          quoted += JSON5.escape(scalar)
        } else {
          quoted.unicodeScalars.append(scalar)
        }
      }
    }
    return quoted + "\""
  }
}
