public import Experiments
import Scenarios
public import Simulator

/// What a picture of a sweep is to show.
public struct PlotRequest: Sendable {
  /// How it shows it.
  public enum Kind: String, Word {
    /// A number against a setting, a line for each choice of the others.
    case lines
    /// The share of samples at or below each value.
    case cdf
    /// How the number of a run is distributed over the seeds.
    case seeds
    /// A number by two settings.
    case heat
  }

  /// One number, or the samples of one measure.
  struct Item: Hashable, Sendable {
    /// Its index in the header.
    let measure: Int
    /// Nil for all samples, as a distribution shows.
    let statistic: Statistic?
    /// Its index in the header.
    let window: Int
  }

  /// Why there is no such picture.
  public struct Mistake: Error {
    /// What is wrong.
    public let message: String
    /// What was meant, if that can be told.
    public let suggestion: String?
  }

  let kind: Kind
  /// Whether it shows every run, and not what they come to.
  public var showsRows: Bool { kind == .seeds }
  /// Each has a panel of its own; at least one.
  let items: [Item]
  /// The setting along the x axis; nil where none is varied.
  let against: String?
  /// Numbers from elsewhere that are drawn into it.
  var rings: [Ring] = []
  /// Where those are from.
  var source = ""

  /// A number from elsewhere, where it belongs.
  struct Ring: Sendable {
    /// The item's index, and so the panel's.
    let item: Int
    /// A variant of the line it belongs to; nil where it belongs to none.
    let variant: Int?
    /// In the measure's unit for a distribution, else the position along the setting's axis.
    let x: Double
    /// The share for a distribution, else in the measure's unit.
    let y: Double
  }

  /// The picture that a text asks for, such as `commit latency p99 during cut`, or `cdf: read latency`.
  ///
  /// - Parameters:
  ///   - text: nil for a measure with samples: against the setting that is varied, or its distribution.
  ///   - against: the path of the setting along the x axis; nil for the one with most numbers.
  public init(_ text: String?, against: String?, _ header: SweepHeader) throws(Mistake) {
    let paths = header.variedPaths
    if let against, !paths.contains(against) {
      throw Mistake(
        message: "'\(against)' is not varied by the scenario",
        suggestion: Nearest.suggestion(for: against, among: paths))
    }
    guard let text else {
      self = try PlotRequest.standard(against, header)
      return
    }
    var kind: Kind?
    var rest = text
    if let (word, tail) = PlotRequest.split(text) {
      guard let known = Kind.allCases.first(where: { $0.word == word }) else {
        throw Mistake(
          message: "there is no picture '\(word)'",
          suggestion: Nearest.suggestion(for: word, among: Kind.allCases.map { $0.word }))
      }
      (kind, rest) = (known, tail)
    }
    let chosen = kind ?? (paths.isEmpty ? .cdf : .lines)
    var items: [Item] = []
    for part in RowText.parts(rest, at: UInt8(ascii: ",")) {
      items.append(try PlotRequest.item(PlotRequest.trimmed(part), chosen, header))
    }
    self = try PlotRequest(chosen, items, against, header)
  }

  private init(
    _ kind: Kind, _ items: [Item], _ against: String?, _ header: SweepHeader
  ) throws(Mistake) {
    self.kind = kind
    self.items = items
    self.against = against ?? header.bestPath
    let paths = header.variedPaths
    switch kind {
    case .lines where paths.isEmpty:
      throw Mistake(
        message: "the scenario varies nothing that lines could be drawn against",
        suggestion: "give it 'vary', or ask for 'cdf: ...' or 'seeds: ...'")
    case .heat where paths.count != 2:
      throw Mistake(
        message: "a heat map takes two varied settings, and the scenario varies \(paths.count)",
        suggestion: "ask for lines instead")
    default: break
    }
  }

  private static func standard(
    _ against: String?, _ header: SweepHeader
  ) throws(Mistake) -> PlotRequest {
    guard let measure = header.measures.firstIndex(where: { $0.form == .histogram }) else {
      throw Mistake(message: "no measure has samples", suggestion: "name one with --plot")
    }
    if header.variedPaths.isEmpty {
      let items = header.windows.indices.map {
        Item(measure: measure, statistic: nil, window: $0)
      }
      return try PlotRequest(.cdf, items, nil, header)
    }
    let items = [Statistic.p50, .p99].map { Item(measure: measure, statistic: $0, window: 0) }
    return try PlotRequest(.lines, items, against, header)
  }

  /// What stands before the first colon, and behind it.
  private static func split(_ text: String) -> (String, String)? {
    let parts = RowText.parts(text, at: UInt8(ascii: ":"))
    guard parts.count > 1 else { return nil }
    return (trimmed(parts[0]), parts.dropFirst().joined(separator: ":"))
  }

  static func trimmed(_ text: String) -> String {
    var text = Substring(text)
    while text.hasPrefix(" ") { text.removeFirst() }
    while text.hasSuffix(" ") { text.removeLast() }
    return String(text)
  }

  private static let statistics: [Statistic] = [.p50, .p90, .p99, .p999, .mean, .max, .count]

  private static func item(
    _ text: String, _ kind: Kind, _ header: SweepHeader
  ) throws(Mistake) -> Item {
    var name = text
    var window = 0
    for (index, candidate) in header.windows.enumerated() {
      if let rest = without(candidate.name, name) { (name, window) = (rest, index) }
    }
    var statistic: Statistic?
    for candidate in statistics {
      if let rest = without(candidate.name, name) { (name, statistic) = (rest, candidate) }
    }
    guard let measure = header.measures.firstIndex(where: { $0.name == name }) else {
      throw Mistake(
        message: "'\(text)' is no measure with a statistic and a window of the scenario",
        suggestion: Nearest.suggestion(for: name, among: header.measures.map { $0.name })
          ?? "such as 'commit latency p99 during split'")
    }
    let hasSamples = header.measures[measure].form == .histogram
    switch kind {
    case .cdf where !hasSamples:
      throw Mistake(
        message: "'\(name)' has no samples, and so no distribution of them",
        suggestion: "ask for 'seeds: \(name)'")
    case .cdf: statistic = nil
    default:
      if hasSamples, statistic == nil {
        throw Mistake(
          message: "'\(text)' has samples and needs a statistic",
          suggestion: statistics.map { $0.name }.joined(separator: ", "))
      }
    }
    return Item(measure: measure, statistic: statistic, window: window)
  }

  /// A text without a word at its end; nil if it does not end with it.
  private static func without(_ word: String, _ text: String) -> String? {
    text.hasSuffix(" " + word) ? String(text.dropLast(word.count + 1)) : nil
  }
}

extension SweepHeader {
  /// The settings of which variants have more than one value, in the order of the file.
  var variedPaths: [String] {
    var paths: [String] = []
    for choice in choices.flatMap({ $0 }) where !paths.contains(choice.path) {
      if values(of: choice.path).count > 1 { paths.append(choice.path) }
    }
    return paths
  }

  /// The different values of a setting, in the order of the variants.
  func values(of path: String) -> [String] {
    var values: [String] = []
    for variant in choices.indices {
      let value = value(of: path, variant)
      if !values.contains(value) { values.append(value) }
    }
    return values
  }

  /// The value of a setting in a variant; a dash where the variant leaves it as it is.
  func value(of path: String, _ variant: Int) -> String {
    choices[variant].first { $0.path == path }?.value ?? "-"
  }

  /// The setting with most values that are numbers, or else with most values.
  var bestPath: String? {
    var best: (path: String, rank: Int)?
    for path in variedPaths {
      let values = values(of: path)
      let isNumeric = SettingScale(values).isNumeric
      let rank = values.count + (isNumeric ? 10_000 : 0)
      if rank > best?.rank ?? 0 { best = (path, rank) }
    }
    return best?.path
  }
}
