import Experiments
import Scenarios
import Simulator
import Testing

@testable import Reports

@Suite struct RowFileTests {
  private func part(_ rows: [SweepRow], _ header: SweepHeader = RowSample.header()) throws
    -> RowFile
  {
    try RowFile(RowSample.file(header, rows), .open)
  }

  @Test func `parts and journals are read back as they were written`() throws {
    let part = try part(RowSample.rows)
    #expect(part.rows == RowSample.rows && part.mistake == nil)
    let header = RowSample.header(build: "b")
    let unsorted = Array(RowSample.rows.reversed())
    let bytes = RowSample.file(header, unsorted, RowSample.secret)
    let journal = try RowFile(bytes, RowSample.secret)
    #expect(journal.rows == unsorted && journal.mistake == nil && journal.wholeBytes == bytes.count)
    #expect(journal.header == header)
  }

  @Test func `no byte of a file can be changed or cut off unnoticed`() throws {
    let header = RowSample.header(build: "b", labels: [""])
    let bytes = RowSample.file(header, Array(RowSample.rows[..<2]), RowSample.secret)
    for index in bytes.indices {
      var changed = bytes
      changed[index] = changed[index] == 0x31 ? 0x32 : 0x31
      let file = try? RowFile(changed, RowSample.secret)
      #expect(file == nil || file?.mistake != nil, "byte \(index)")
      let cut = try? RowFile(Array(bytes[..<index]), RowSample.secret)
      #expect((cut?.rows.count ?? 0) < 2, "cut at \(index)")
    }
  }

  @Test func `a row fits neither another place nor another file nor another key`() throws {
    let header = RowSample.header(build: "b")
    var writer = RowWriter(header, RowSample.secret)
    let lines = RowSample.rows.prefix(2).map { writer.line($0) }
    func mistake(_ text: String, _ seal: RowSeal = RowSample.secret) throws -> RowFileMistake? {
      try RowFile(Array(text.utf8), seal).mistake
    }
    let head = header.text(RowSample.secret)
    #expect(try mistake(head + lines[0] + lines[1]) == nil)
    #expect(try mistake(head + lines[1] + lines[0])?.kind == .damaged)
    #expect(try mistake(head + lines[1]) != nil)
    let other = RowSample.header(build: "c").text(RowSample.secret)
    #expect(try mistake(other + lines[0])?.kind == .damaged)
    // Made by somebody who knows all but the key.
    var forger = RowWriter(header, .open)
    #expect(try mistake(head + forger.line(RowSample.rows[0]))?.kind == .damaged)
    #expect(throws: RowFileMistake(line: 18, .otherSeal)) {
      try RowFile(Array(header.text(.open).utf8), RowSample.secret)
    }
  }

  /// What no run gives, and what is said of it.
  private static let impossible: [(SweepRow, String)] = [
    (RowSample.row(-1), "no run of seed 5"), (RowSample.row(2), "no run of seed 5"),
    (RowSample.row(.max), "no run of seed 5"), (RowSample.row(0, -1), "no run of seed"),
    (RowSample.row(0, 4), "no run of seed 9"), (RowSample.row(0, .max), "no run of seed"),
    (RowSample.row(0, 0, seed: 6), "no run of seed 6"),
    (RowSample.row(eventCount: -1), "negative"), (RowSample.row(end: .min), "negative"),
    (RowSample.row(measures: []), "0 measures, and the header 4"),
    (
      RowSample.row(measures: Array(repeating: .nothing, count: 5)),
      "5 measures, and the header 4"
    ),
    (RowSample.row(measures: [.value(1), .nothing, .nothing, .nothing]), "'latency'"),
    (
      RowSample.row(
        measures: [.nothing, .samples(RowSample.summary()), .nothing, .nothing]), "'commits'"
    ),
    (RowSample.row(measures: [.nothing, .nothing, .nothing, .value(2)]), "'settled'"),
    (
      RowSample.row(
        measures: [.samples(RowSample.summary(0)), .nothing, .nothing, .nothing]), "'latency'"
    ),
    (
      RowSample.row(
        measures: [
          .samples(RowSample.summary(9, [1, 2, 9, 4, 5, 10])), .nothing, .nothing, .nothing,
        ]), "'latency'"
    ),
    (RowSample.row(faults: [RowSample.cell(.crash), RowSample.cell(.partition)]), "'partition'"),
    (RowSample.row(faults: [RowSample.cell(.crash), RowSample.cell(.crash)]), "'crash'"),
    (RowSample.row(faults: [RowSample.cell(.crash, 0, 0, 0)]), "such numbers of 'crash'"),
    (RowSample.row(faults: [RowSample.cell(.crash, 1, 2)]), "such numbers of 'crash'"),
    (RowSample.row(faults: [RowSample.cell(.crash, 1, 1, -1)]), "such numbers of 'crash'"),
    (RowSample.row(faults: [RowSample.cell(.crash, 1, 1, 1, -1)]), "such numbers of 'crash'"),
  ]

  @Test(arguments: impossible.indices)
  func `a row that no run gives is refused with its line`(_ index: Int) throws {
    let (row, reason) = Self.impossible[index]
    let file = try part([row])
    let mistake = try #require(file.mistake)
    #expect(mistake.line == 18 && file.rows.isEmpty)
    #expect(mistake.message.contains(reason), "\(mistake.message)")
  }

  @Test func `runs of a part that are there twice, out of order or another part's are named`()
    throws
  {
    let rows = RowSample.rows
    #expect(try part([rows[0], rows[0]]).mistake?.message == "the run of seed 5 is there twice")
    #expect(
      try part([rows[1], rows[0]]).mistake?.message
        == "the run of seed 5 stands behind that of seed 6")
    let second = RowSample.header(shard: try #require(SweepHeader.Shard(number: 2, count: 2)))
    #expect(
      try part([rows[0]], second).mistake?.message == "the run of seed 5 is not one of part 2/2")
    #expect(try part([rows[1], rows[3]], second).mistake == nil)
  }

  @Test(arguments: [
    ("\t900\t", "\t+900\t"), ("\t900\t", "\t0900\t"), ("\t900\t", "\t9223372036854775808\t"),
    ("\t900\t", "\t\t"), ("latency", "latency\nmeasure 0 0 0 more"), ("a: b", "a\\q: b"),
    ("a: b", "a: b\tc: d"), ("crash:2", "smash:2"), ("\t1\ta: b", "\t2\ta: b"),
  ])
  func `there is one way to write a row`(_ old: String, _ new: String) throws {
    let text = String(decoding: RowSample.file([RowSample.row()]), as: UTF8.self)
    let changed = text.replacing(old, with: new, maxReplacements: 1)
    #expect(changed != text)
    let file = try RowFile(RowSample.sealed(Array(changed.utf8), .open), .open)
    #expect(file.mistake != nil && file.rows.isEmpty)
  }

  @Test func `a row with bytes that are no text is refused`() throws {
    var bytes = RowSample.file([RowSample.row()])
    let place = try #require(bytes.firstRange(of: Array("a: b".utf8))).lowerBound
    bytes[place] = 0xFF
    let file = try RowFile(RowSample.sealed(bytes, .open), .open)
    #expect(file.mistake?.line == 18)
  }

  @Test(arguments: [
    ("engine 1\n", "engine +1\n", 3), ("engine 1\n", "", 3),
    ("engine 1\n", "engine 1\nengine 1\n", 4),
    ("seeds 5..8\n", "seeds 8..5\n", 8), ("seeds 5..8\n", "seeds 5 .. 8\n", 8),
    ("seeds 5..8\n", "seeds 0..18446744073709551615\n", 8),
    ("seeds 5..8\n", "seeds 1..5000001\n", 8), ("shard 1/1\n", "shard 2/1\n", 9),
    ("shard 1/1\n", "shard 0/0\n", 9), ("variant \nvariant b=2\n", "", 10), ("about ", "abuot ", 7),
    ("variant b=2\n", "variant b=\\q\n", 11), ("measure 0 0", "measure 9 0", 13),
    ("window whole", "window hole", 12), ("window whole", "window after", 13),
    ("measure 0 2", "motto\nmeasure 0 2", 16),
  ])
  func `a header that cannot be is refused with its line`(
    _ old: String, _ new: String, _ line: Int
  ) throws {
    let text = String(decoding: RowSample.file([]), as: UTF8.self)
    #expect(text.contains(old))
    let changed = text.replacing(old, with: new, maxReplacements: 1)
    let mistake = try #require(throws: RowFileMistake.self) {
      try RowFile(RowSample.sealed(Array(changed.utf8), .open), .open)
    }
    guard case .impossible = mistake.kind else {
      Issue.record("\(mistake)")
      return
    }
    #expect(mistake.line == line, "\(mistake.line): \(mistake.message)")
  }

  @Test func `other files, and those of another format, are told as that`() throws {
    func kind(_ text: String) -> RowFileMistake.Kind? {
      do throws(RowFileMistake) {
        _ = try RowFile(Array(text.utf8), .open)
        return nil
      } catch {
        return error.kind
      }
    }
    #expect(kind("lockstep sweep 3\nversion 1\n") == .format("lockstep sweep 3"))
    #expect(kind("a letter\n") == .foreign && kind("a letter") == .foreign)
    #expect(kind("") == .torn && kind("lockstep") == .torn)
    #expect(kind("lockstep sweep 4\nversion 1\n") == .torn)
  }

  @Test func `the largest numbers of rows give a page and not a crash`() throws {
    let most = Int64.max
    let extreme = (0..<2).flatMap { variant in
      (0..<4).map { place in
        RowSample.row(
          variant, place, eventCount: most, end: most,
          measures: [
            .samples(
              RowSample.summary(most, [place == 0 ? .min : 3, 3, 3, most, most, most])),
            .value(place == 0 ? .min : most), .value(place < 2 ? most : .min), .value(1),
          ], faults: [RowSample.cell(.crash, most, most, most, most)])
      }
    }
    let file = try part(extreme)
    #expect(file.mistake == nil)
    let result = try SampledPart.joined([
      SampledPart(name: "part", header: file.header, rows: file.rows)
    ])
    #expect(SweepPage(result).text.contains("9,223,372,036,854,775,807 events"))
    #expect(SweepJSON(result).text.contains("9223372036854775807"))
  }

  @Test func `the first seed that a part lacks is named`() throws {
    func reason(_ numbers: [Int]) throws -> String? {
      let file = try part(numbers.map { RowSample.rows[$0] })
      do throws(SweepParts.Mismatch) {
        _ = try SampledPart.joined([
          SampledPart(name: "part", header: file.header, rows: file.rows)
        ])
        return nil
      } catch {
        return error.reasons.joined()
      }
    }
    #expect(try reason(Array(0..<8)) == nil)
    let text = "part is not finished: it has 7 of 8 runs; the first that is missing is of seed"
    #expect(try reason(Array(1..<8)) == "\(text) 5")
    #expect(try reason([0, 1, 2, 4, 5, 6, 7]) == "\(text) 8")
    #expect(try reason(Array(0..<7)) == "\(text) 8")
    #expect(
      try reason([])?.hasSuffix("0 of 8 runs; the first that is missing is of seed 5") == true)
  }

  @Test func `a seed is found by its place among many ranges`() {
    let seeds = SeedSet([3...3, 10...19, 0...0, UInt64.max - 1...UInt64.max, 7...9])
    let table = SeedTable(seeds)
    for place in 0..<seeds.count { #expect(table[place] == seeds[place]) }
    #expect(table[seeds.count] == nil && table[.max] == nil)
    #expect(SeedTable(SeedSet([0...UInt64.max]))[.max - 1] == UInt64.max - 1)
  }
}
