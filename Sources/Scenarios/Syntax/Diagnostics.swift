/// Gathers the mistakes of one file.
struct Diagnostics {
  let file: String
  private var found: [Diagnostic] = []

  /// More than these would bury the ones that matter.
  private static let limit = 100

  init(file: String) { self.file = file }

  var isEmpty: Bool { found.isEmpty }
  var count: Int { found.count }
  var isFull: Bool { found.count >= Diagnostics.limit }

  /// Adds a mistake unless the same was found before.
  mutating func add(_ position: Position, _ message: String, _ suggestion: String? = nil) {
    let diagnostic = Diagnostic(
      file: file, position: position, message: message, suggestion: suggestion)
    add(diagnostic)
  }

  mutating func add(_ diagnostic: Diagnostic) {
    if !isFull && !found.contains(diagnostic) { found.append(diagnostic) }
  }

  mutating func add(_ others: Diagnostics) {
    for diagnostic in others.found { add(diagnostic) }
  }

  /// What was found, in the order of the places.
  var error: ScenarioError {
    // Sorted by place, and equal places by when they were found.
    let order = found.indices.sorted {
      found[$0].position == found[$1].position
        ? $0 < $1 : found[$0].position < found[$1].position
    }
    return ScenarioError(order.map { found[$0] })
  }
}
