import Experiments
import Scenarios

/// Reads the header of a file of rows, line by line.
struct SweepHeaderReader {
  private let lines: [[UInt8]]
  private var next = 0

  /// The header that a file begins with; `scanner` is left behind it.
  static func read(
    _ scanner: inout LineScanner, _ seal: RowSeal
  ) throws(RowFileMistake) -> (header: SweepHeader, body: [UInt8]) {
    try checkSignature(&scanner)
    var lines: [[UInt8]] = []
    var body = Array("\(SweepHeader.signature)\n".utf8)
    while true {
      guard let line = scanner.next() else { throw scanner.mistake(.torn) }
      if line.starts(with: Array("end ".utf8)) {
        let tags = RowText.parts(
          String(decoding: line.dropFirst(4), as: UTF8.self), at: UInt8(ascii: " "))
        guard tags.first == RowSeal.open.tag(ofHeader: body) else {
          throw scanner.mistake(.damagedHeader)
        }
        var reader = SweepHeaderReader(lines)
        let header = try reader.header()
        guard tags.count == (header.build == nil ? 1 : 2) else {
          throw scanner.mistake(.damagedHeader)
        }
        if header.build != nil, tags[1] != seal.tag(ofHeader: body) {
          throw scanner.mistake(.otherSeal)
        }
        return (header, body)
      }
      lines.append(Array(line))
      body += line
      body.append(UInt8(ascii: "\n"))
    }
  }

  private static func checkSignature(_ scanner: inout LineScanner) throws(RowFileMistake) {
    let signature = Array(SweepHeader.signature.utf8)
    guard let line = scanner.next() else {
      let isStart = signature.starts(with: scanner.torn)
      throw RowFileMistake(line: 1, isStart ? .torn : .foreign)
    }
    if line.elementsEqual(signature) { return }
    let isOther = line.count < 40 && line.starts(with: SweepHeader.signatureStem.utf8)
    throw scanner.mistake(isOther ? .format(String(decoding: line, as: UTF8.self)) : .foreign)
  }

  private init(_ lines: [[UInt8]]) { self.lines = lines }

  private mutating func header() throws(RowFileMistake) -> SweepHeader {
    let version = try text("version")
    let engine = try value("engine", Int.init) { String($0) }
    let build = follows("build") ? try text("build") : nil
    let file = try text("scenario")
    let content = try text("content")
    let overrides = try choices("set")
    let protocolName = try text("protocol")
    let about = try text("about")
    let seedsPlace = next
    let seeds = try value("seeds", SeedSet.init(text:)) { $0.text }
    let shard = try value("shard", SweepHeader.Shard.init(text:)) { $0.text }
    var labels: [String] = []
    var choices: [[Choice]] = []
    repeat {
      labels.append(try text("variant"))
      choices.append(try self.choices("choice"))
    } while follows("variant")
    let windows = try windows()
    var measures: [Measure] = []
    while follows("measure") {
      measures.append(try value("measure", Measure.init(headerText:)) { $0.headerText })
    }
    if next < lines.count { throw mistake("no line of this name belongs here") }
    let header = SweepHeader(
      version: version, engine: engine, build: build, file: file, content: content,
      overrides: overrides,
      protocolName: protocolName, about: about, seeds: seeds, labels: labels, choices: choices,
      windows: windows, measures: measures, shard: shard)
    guard header.runCount <= SweepHeader.mostRuns else {
      next = seedsPlace
      throw mistake(
        "seeds and variants make more than \(CountText.grouped(SweepHeader.mostRuns)) runs")
    }
    return header
  }

  private mutating func choices(_ name: String) throws(RowFileMistake) -> [Choice] {
    var choices: [Choice] = []
    while follows(name) {
      choices.append(try value(name, Choice.init(headerText:)) { $0.headerText })
    }
    return choices
  }

  private mutating func windows() throws(RowFileMistake) -> [Expectation.Window] {
    var windows = [try value("window", Expectation.Window.init(name:)) { $0.name }]
    while follows("window") {
      windows.append(try value("window", Expectation.Window.init(name:)) { $0.name })
    }
    if windows[0] == .whole, Set(windows).count == windows.count { return windows }
    throw mistake("the windows are not the whole run and others")
  }

  private func follows(_ name: String) -> Bool {
    next < lines.count && lines[next].starts(with: "\(name) ".utf8)
  }

  /// The text of the next line, which has this name.
  private mutating func text(_ name: String) throws(RowFileMistake) -> String {
    guard follows(name) else { throw mistake("the line '\(name)' belongs here") }
    let bytes = Array(lines[next].dropFirst(name.utf8.count + 1))
    let text = RowText.unescaped(bytes)
    guard RowText.escaped(text).utf8.elementsEqual(bytes) else {
      throw mistake("the line is not spelt as this program spells it")
    }
    next += 1
    return text
  }

  /// What the next line says, which has one way to say it.
  private mutating func value<Value>(
    _ name: String, _ read: (String) -> Value?, _ spelling: (Value) -> String
  ) throws(RowFileMistake) -> Value {
    let text = try text(name)
    guard let value = read(text), spelling(value) == text else {
      next -= 1
      throw mistake("the \(name) cannot be read")
    }
    return value
  }

  /// A mistake in the next line: the signature is line 1.
  private func mistake(_ text: String) -> RowFileMistake {
    RowFileMistake(line: next + 2, .impossible(text))
  }
}
