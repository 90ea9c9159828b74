public import Experiments
import Scenarios

extension SweepHeader {
  /// The first line of every file of rows.
  public static var signature: String { "lockstep sweep 2" }

  /// The lines that a file of rows begins with, each with its end; `end` closes them.
  public var text: String {
    var lines = [
      SweepHeader.signature, "version \(version)", "engine \(engine)", "scenario \(file)",
      "content \(content)",
      "protocol \(protocolName)", "about \(about)", "seeds \(seeds.text)",
      "shard \(shard.number)/\(shard.count)",
    ]
    lines += labels.map { "variant \($0)" }
    lines += measures.map { "measure \($0.unit.rawValue) \($0.form.rawValue) \($0.name)" }
    lines.append("end")
    return lines.map { RowText.escaped($0) + "\n" }.joined()
  }

  /// Reads the lines before `end`; nil if they are no header of this version.
  public init?(lines: [[UInt8]]) {
    var fields: [(name: String, value: String)] = []
    for line in lines.dropFirst() {
      let space = line.firstIndex(of: UInt8(ascii: " ")) ?? line.count
      let name = String(decoding: line[..<space], as: UTF8.self)
      fields.append((name, RowText.unescaped(Array(line[space...].dropFirst()))))
    }
    func value(_ name: String) -> String? { fields.first { $0.name == name }?.value }
    func values(_ name: String) -> [String] {
      fields.filter { $0.name == name }.map { $0.value }
    }
    guard let first = lines.first,
      String(decoding: first, as: UTF8.self) == SweepHeader.signature,
      let version = value("version"), let engine = Int(value("engine") ?? ""),
      let file = value("scenario"),
      let content = value("content"), let protocolName = value("protocol"),
      let about = value("about"), let seeds = value("seeds").flatMap({ SeedSet(text: $0) }),
      let shard = Shard(text: value("shard") ?? ""), !values("variant").isEmpty
    else { return nil }
    var measures: [Measure] = []
    for text in values("measure") {
      guard let measure = Measure(headerText: text) else { return nil }
      measures.append(measure)
    }
    self.init(
      version: version, engine: engine, file: file, content: content, protocolName: protocolName,
      about: about,
      seeds: seeds, labels: values("variant"), measures: measures, shard: shard)
  }

  /// What sets two headers apart, in words; empty if they are equal but for the shard.
  public func differences(from other: SweepHeader) -> [String] {
    var words: [String] = []
    func compare(_ name: String, _ mine: String, _ theirs: String) {
      if mine != theirs { words.append("\(name) \(mine), not \(theirs)") }
    }
    compare("scenario", file, other.file)
    compare("scenario content", content, other.content)
    compare("version", version, other.version)
    compare("engine revision", "\(engine)", "\(other.engine)")
    compare("seeds", seeds.text, other.seeds.text)
    if labels != other.labels { words.append("other variants") }
    if measures.map({ $0.name }) != other.measures.map({ $0.name }) {
      words.append("other measures")
    }
    return words
  }
}

extension SweepHeader.Shard {
  /// Reads `3/8`.
  public init?(text: String) {
    let parts = RowText.parts(text, at: UInt8(ascii: "/"))
    guard parts.count == 2, let number = Int64(parts[0]), let count = Int64(parts[1]) else {
      return nil
    }
    self.init(number: number, count: count)
  }

  /// `3/8`: the number of the part and how many there are.
  public var text: String { "\(number)/\(count)" }
}

extension Measure {
  /// Reads `unit form name`; what it means is not kept.
  fileprivate init?(headerText text: String) {
    let parts = RowText.parts(text, at: UInt8(ascii: " "))
    guard parts.count >= 3, let unit = UInt8(parts[0]).flatMap(Unit.init(rawValue:)),
      let form = UInt8(parts[1]).flatMap(Form.init(rawValue:))
    else { return nil }
    var name = parts[2]
    for part in parts[3...] { name += " " + part }
    self.init(name, unit, form, about: "")
  }
}
