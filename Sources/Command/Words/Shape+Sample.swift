import Scenarios
import Simulator

extension Shape {
  /// A value that the shape takes, as a scenario file writes it.
  var sample: String {
    switch self {
    case .boolean: "true"
    case .integer(let range): String(range.contains(1) ? 1 : range.lowerBound)
    case .text: "\"text\""
    case .word(let words): "\"\(words.first ?? "")\""
    case .duration(let range), .durationRange(let range): "\"\(Shape.sample(range))\""
    case .delay: "\"1ms..5ms\""
    case .chance: "0.01"
    case .rate: "\"10/s\""
    case .bandwidth: "\"10MB/s\""
    case .factor: "1"
    case .partsPerMillion: "\"100ppm\""
    case .seeds: "1"
    case .targets: "\"any\""
    case .list(let element, let count):
      "["
        + Array(repeating: element.sample, count: max(1, count.lowerBound))
        .joined(separator: ", ") + "]"
    case .object(let keys): "{ \(Shape.sample(keys)) }"
    case .map: "{}"
    case .either(let one, _): one.sample
    case .anything: "0"
    }
  }

  private static func sample(_ range: ClosedRange<Nanoseconds>) -> String {
    let usual = 100 * Nanoseconds.millisecond
    return DurationText.exact(min(max(usual, range.lowerBound), range.upperBound))
  }

  private static func sample(_ keys: [Key]) -> String {
    keys.filter { $0.presence == .required }.map { "\($0.name): \($0.example ?? $0.shape.sample)" }
      .joined(separator: ", ")
  }
}
