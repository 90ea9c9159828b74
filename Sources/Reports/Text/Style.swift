/// How a piece of a page looks on a terminal that shows colours.
enum Style: Sendable {
  case plain
  case heading
  case faint
  case good
  case bad
  case leader
  case candidate
  case fault

  /// The number of the terminal's rendition (ECMA-48, SGR), or nil for its own.
  var rendition: String? {
    switch self {
    case .plain: nil
    case .heading: "1"
    case .faint: "2"
    case .good: "1;32"
    case .bad: "1;31"
    case .leader: "32"
    case .candidate: "33"
    case .fault: "35"
    }
  }
}
