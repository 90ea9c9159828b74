public import Experiments
import Scenarios

extension SweepHeader {
  /// The first line of every file of rows.
  public static var signature: String { "\(signatureStem)4" }

  /// What the first line begins with in every version of the format.
  public static var signatureStem: String { "lockstep sweep " }

  /// The lines that a file of rows begins with, each with its end; the last one closes them.
  public func text(_ seal: RowSeal) -> String {
    let body = self.body
    let bytes = Array(body.utf8)
    // Without the secret, a journal of another user is still told from a damaged one.
    var end = "end \(RowSeal.open.tag(ofHeader: bytes))"
    if build != nil { end += " \(seal.tag(ofHeader: bytes))" }
    return body + end + "\n"
  }

  /// The lines before the one that closes them.
  var body: String {
    var lines = [SweepHeader.signature, "version \(version)", "engine \(engine)"]
    if let build { lines.append("build \(build)") }
    lines += ["scenario \(file)", "content \(content)"]
    lines += overrides.map { "set \($0.headerText)" }
    lines += [
      "protocol \(protocolName)", "about \(about)",
      "seeds \(seeds.text)", "shard \(shard.text)",
    ]
    for (label, choices) in zip(labels, choices) {
      lines.append("variant \(label)")
      lines += choices.map { "choice \($0.headerText)" }
    }
    lines += windows.map { "window \($0.name)" }
    lines += measures.map { "measure \($0.headerText)" }
    return lines.map { RowText.escaped($0) + "\n" }.joined()
  }

  /// What sets two headers apart, in words; empty if they are equal but for the shard.
  public func differences(from other: SweepHeader) -> [String] {
    var words: [String] = []
    func compare(_ name: String, _ mine: String, _ theirs: String) {
      if mine != theirs { words.append("\(name) \(mine), not \(theirs)") }
    }
    compare("scenario", file, other.file)
    compare("scenario content", content, other.content)
    compare(
      "settings", SweepHeader.words(overrides), SweepHeader.words(other.overrides))
    compare("version", version, other.version)
    compare("engine revision", "\(engine)", "\(other.engine)")
    compare("seeds", seeds.text, other.seeds.text)
    if build != other.build { words.append("another build of the program") }
    if labels != other.labels || choices != other.choices { words.append("other variants") }
    if measures.map({ $0.headerText }) != other.measures.map({ $0.headerText }) {
      words.append("other measures")
    }
    if windows != other.windows { words.append("other windows") }
    // Follow from the content; a header that says otherwise was made up.
    if about != other.about || protocolName != other.protocolName {
      words.append("another title or protocol")
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
  /// `unit form better name`.
  var headerText: String {
    "\(unit.rawValue) \(form.rawValue) \(better.rawValue) \(name)"
  }

  /// Reads `unit form better name`; what it means is not kept.
  init?(headerText text: String) {
    let parts = RowText.parts(text, at: UInt8(ascii: " "))
    guard parts.count >= 4, let unit = UInt8(parts[0]).flatMap(Unit.init(rawValue:)),
      let form = UInt8(parts[1]).flatMap(Form.init(rawValue:)),
      let better = UInt8(parts[2]).flatMap(Better.init(rawValue:))
    else { return nil }
    var name = parts[3]
    for part in parts[4...] { name += " " + part }
    self.init(name, unit, form, better: better, about: "")
  }
}

extension Choice {
  /// Path and value, each with a tab behind it.
  var headerText: String { RowText.line([path, value]) }

  /// Reads what `headerText` writes.
  init?(headerText text: String) {
    let fields = RowText.fields(of: Array(text.utf8))
    guard fields.count == 2 else { return nil }
    self.init(path: fields[0], value: fields[1])
  }
}

extension SweepHeader {
  /// Settings in words: `raft.preVote=false`, or `as the file says`.
  static func words(_ settings: [Choice]) -> String {
    if settings.isEmpty { return "as the file says" }
    return settings.map { "\($0.path)=\($0.value)" }.joined(separator: " ")
  }
}
