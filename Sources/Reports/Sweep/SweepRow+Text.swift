import Checks
public import Experiments
import Simulator

extension SweepRow {
  /// The row as one line without its end: exact, and told from a damaged one by its last field.
  public var text: String { text { $0.key } }

  /// What the digest of a sweep is fed: the line with the numbers of kinds of fault for their words, so
  /// that a word may change and fingerprints stay.
  var digestText: String { text { String($0.rawValue) } }

  private func text(_ name: (FaultKind) -> String) -> String {
    RowText.line(
      [
        String(variant), String(place), String(seed), fingerprint.text, String(eventCount),
        String(end), SweepRow.joined(measures.map { $0.text }),
        SweepRow.joined(faults.map { $0.text(name($0.kind)) }), violation ?? "",
        String(failures.count),
      ] + failures)
  }

  /// Reads a line back; nil if it is torn or damaged.
  public init?(line: [UInt8]) {
    guard let fields = RowText.fields(of: line), fields.count >= 10,
      let variant = Int(fields[0]), let place = Int64(fields[1]), let seed = UInt64(fields[2]),
      let fingerprint = UInt64(fields[3], radix: 16), let eventCount = Int64(fields[4]),
      let end = Int64(fields[5]), let measures = SweepRow.cells(fields[6], MeasureCell.init(text:)),
      let faults = SweepRow.cells(fields[7], FaultCell.init(text:)),
      Int(fields[9]) == fields.count - 10
    else { return nil }
    var digest = Digest()
    digest.value = fingerprint
    self.init(
      variant: variant, place: place, seed: seed, fingerprint: digest, eventCount: eventCount,
      end: end, measures: measures, faults: faults,
      violation: fields[8].isEmpty ? nil : fields[8], failures: Array(fields[10...]))
  }

  private static func joined(_ cells: [String]) -> String {
    var text = ""
    for cell in cells { text += text.isEmpty ? cell : " " + cell }
    return text
  }

  private static func cells<Cell>(_ text: String, _ read: (String) -> Cell?) -> [Cell]? {
    var cells: [Cell] = []
    for part in RowText.parts(text, at: UInt8(ascii: " ")) {
      guard let cell = read(part) else { return nil }
      cells.append(cell)
    }
    return cells
  }

  /// Whole numbers parted by colons, or nil if one is none.
  fileprivate static func numbers(_ text: String) -> [Int64]? {
    var numbers: [Int64] = []
    for part in RowText.parts(text, at: UInt8(ascii: ":")) {
      guard let number = Int64(part) else { return nil }
      numbers.append(number)
    }
    return numbers
  }
}

extension SweepRow.MeasureCell {
  /// `-`, a number, or `count:mean:min:max:p50:p90:p99:p99.9`.
  fileprivate var text: String {
    switch self {
    case .nothing: "-"
    case .value(let value): String(value)
    case .samples(let samples):
      "\(samples.count):\(samples.mean):\(samples.minimum):\(samples.maximum):\(samples.p50):"
        + "\(samples.p90):\(samples.p99):\(samples.p999)"
    }
  }

  fileprivate init?(text: String) {
    if text == "-" {
      self = .nothing
      return
    }
    guard let numbers = SweepRow.numbers(text) else { return nil }
    switch numbers.count {
    case 1: self = .value(numbers[0])
    case 8:
      self = .samples(
        Summary(
          count: numbers[0], mean: numbers[1], minimum: numbers[2], maximum: numbers[3],
          p50: numbers[4], p90: numbers[5], p99: numbers[6], p999: numbers[7]))
    default: return nil
    }
  }
}

extension SweepRow.FaultCell {
  /// `kind:declared:began:took effect:effects`.
  fileprivate func text(_ kind: String) -> String {
    "\(kind):\(declared):\(began):\(tookEffect):\(effects)"
  }

  fileprivate init?(text: String) {
    let bytes = Array(text.utf8)
    guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")),
      let kind = FaultKind(key: String(decoding: bytes[..<colon], as: UTF8.self)),
      let numbers = SweepRow.numbers(String(decoding: bytes[(colon + 1)...], as: UTF8.self)),
      numbers.count == 4
    else { return nil }
    self.init(
      kind: kind, declared: numbers[0], began: numbers[1], tookEffect: numbers[2],
      effects: numbers[3])
  }
}
