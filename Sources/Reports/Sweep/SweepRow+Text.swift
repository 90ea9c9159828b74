import Checks
import Experiments
import Simulator

extension SweepRow {
  /// The row as one line without its end: exact.
  var body: String {
    body({ $0.key }, [Base64.text(of: cells.bytes), Base64.text(of: sketches.bytes)])
  }

  /// What the digest of a sweep is fed: the line with the numbers of kinds of fault for their words, so
  /// that a word may change and fingerprints stay, and with the digest that lines were once closed by.
  var digestText: String {
    let line = body({ String($0.rawValue) }, [])
    var digest = Digest()
    digest.feed(line)
    return line + digest.text
  }

  /// - Parameter packed: the fields that people do not read: cells by window, and samples.
  private func body(_ name: (FaultKind) -> String, _ packed: [String]) -> String {
    RowText.line(
      packed + [
        String(variant), String(place), String(seed), fingerprint.text, String(eventCount),
        String(end), SweepRow.joined(measures.map { $0.text }),
        SweepRow.joined(faults.map { $0.text(name($0.kind)) }), violation ?? "",
        String(failures.count),
      ] + failures + rest)
  }

  /// What is neither held nor failed, with the number of what is undecided before it; nothing if there is
  /// nothing of the kind, as in nearly all rows.
  private var rest: [String] {
    if undecided.isEmpty, notReached.isEmpty { return [] }
    return [String(undecided.count)] + undecided + notReached
  }

  /// Reads a line back that is exactly what `body` writes.
  init(body: [UInt8]) throws(LineMistake) {
    try self.init(trusted: body)
    // One way to write a row: no signs, zeros or bytes that reading passes over.
    guard self.body.utf8.elementsEqual(body) else {
      throw LineMistake("the row is not spelt as this program spells it")
    }
  }

  /// Reads a line back that `body` has written.
  init(trusted body: [UInt8]) throws(LineMistake) {
    let all = RowText.fields(of: body)
    let fields = Array(all.dropFirst(2))
    guard fields.count >= 10, let count = Int(fields[9]), (0...fields.count - 10).contains(count)
    else {
      throw LineMistake("a row has twelve fields and its failures, this one has \(all.count)")
    }
    let rest = fields[(10 + count)...]
    guard let open = rest.isEmpty ? 0 : Int(rest[rest.startIndex]),
      0...max(0, rest.count - 1) ~= open
    else {
      throw LineMistake("a row has twelve fields and its failures, this one has \(all.count)")
    }
    let variant: Int = try SweepRow.number(fields[0], "variant")
    let place: Int64 = try SweepRow.number(fields[1], "place")
    let seed: UInt64 = try SweepRow.number(fields[2], "seed")
    let eventCount: Int64 = try SweepRow.number(fields[4], "number of events")
    let end: Int64 = try SweepRow.number(fields[5], "end")
    var fingerprint = Digest()
    guard let value = UInt64(fields[3], radix: 16),
      let measures = SweepRow.cells(fields[6], MeasureCell.init(text:)),
      let faults = SweepRow.cells(fields[7], FaultCell.init(text:)),
      let cells = Base64.bytes(of: all[0]), let sketches = Base64.bytes(of: all[1])
    else { throw LineMistake("the fingerprint, a measure or a fault cannot be read") }
    fingerprint.value = value
    self.init(
      variant: variant, place: place, seed: seed, fingerprint: fingerprint,
      eventCount: eventCount, end: end, measures: measures, faults: faults,
      violation: fields[8].isEmpty ? nil : fields[8], failures: Array(fields[10..<10 + count]),
      undecided: Array(rest.dropFirst().prefix(open)),
      notReached: Array(rest.dropFirst(1 + open)), cells: CellTable(bytes: cells),
      sketches: SketchTable(bytes: sketches))
  }

  private static func number<Number: FixedWidthInteger>(
    _ text: String, _ name: String
  ) throws(LineMistake) -> Number {
    guard let number = Number(text) else { throw LineMistake("the \(name) is no number") }
    return number
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
