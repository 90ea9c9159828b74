import Foundation

/// A record of `Results/`, read back: for each variant the means over its seeds.
struct RecordFile {
  struct Variant {
    let label: String
    /// What stands behind each `measure …: ` and `messages …: `.
    var lines: [String: String] = [:]
  }

  private(set) var variants: [Variant] = []

  static let root: URL = {
    var url = URL(filePath: #filePath)
    for _ in 0..<4 { url.deleteLastPathComponent() }
    return url
  }()

  static func text(_ path: String) throws -> String {
    try String(contentsOf: root.appending(path: path), encoding: .utf8)
  }

  init(_ name: String) throws {
    for line in try Self.text("Results/\(name).txt").split(separator: "\n") {
      if line.hasPrefix("variant: ") {
        variants.append(Variant(label: String(line.dropFirst(9))))
      } else if let colon = line.range(of: ": "), !variants.isEmpty {
        let key = String(line[..<colon.lowerBound])
        if variants[variants.count - 1].lines[key] == nil {
          variants[variants.count - 1].lines[key] = String(line[colon.upperBound...])
        }
      }
    }
  }
}

extension RecordFile.Variant {
  /// A statistic of a measured latency in milliseconds.
  func milliseconds(_ measure: String, _ statistic: String) -> Double {
    for part in (lines["measure \(measure)"] ?? "").components(separatedBy: ", ") {
      let words = part.split(separator: " ")
      if words.count >= 2, words[0] == statistic { return Self.milliseconds(String(words[1])) }
    }
    return .nan
  }

  private static func milliseconds(_ text: String) -> Double {
    for (unit, factor) in [("ns", 1e-6), ("us", 1e-3), ("ms", 1), ("min", 6e4), ("s", 1e3)]
    where text.hasSuffix(unit) {
      return (Double(text.dropLast(unit.count)) ?? .nan) * factor
    }
    return .nan
  }

  func count(_ measure: String) -> Double { number(lines["measure \(measure)"] ?? "") }

  /// Messages sent of a kind; none if the record does not name it.
  func sent(_ kind: String) -> Double { number(lines["messages \(kind)"] ?? "0") }

  private func number(_ text: String) -> Double {
    Double(text.split(separator: " ").first ?? "") ?? .nan
  }
}
