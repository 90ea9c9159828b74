import Experiments
import Foundation
import Reports
import Scenarios
import Testing

@testable import Command

/// A sweep keeps nothing of its runs but what they add up to, and gives the same as if it kept them all.
@Suite struct FlatSweepTests {
  private struct Listed: RowSource {
    var rows: [SweepRow]

    mutating func next() -> SweepRow? { rows.isEmpty ? nil : rows.removeFirst() }
  }

  /// Rows of places in an order in which each stands at most `window` behind where it belongs.
  private func shuffled(_ places: Range<Int64>, window: Int) -> [SweepRow] {
    var state = UInt64(places.count)
    var left = Array(places)
    var rows: [SweepRow] = []
    while !left.isEmpty {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let own = left.prefix { $0 < left[0] + Int64(window) }.count
      rows.append(RowSample.row(0, left.remove(at: Int(state >> 33) % own)))
    }
    return rows
  }

  @Test func `rows of several sources come in order, each once`() {
    let sources = [
      shuffled(0..<300, window: 8), shuffled(300..<400, window: 8),
      shuffled(90..<120, window: 3) + shuffled(400..<420, window: 3),
    ]
    var rows = OrderedRows(sources.map { Listed(rows: $0) }, window: 8)
    var places: [Int64] = []
    while let row = rows.next() { places.append(row.place) }
    #expect(places == Array(0..<420))
    #expect(sources[0].map { $0.place } != Array(0..<300))
  }

  @Test func `a journal gives its rows in order, however late the first came`() throws {
    let desk = try Desk()
    let header = RowSample.header(build: "b", seeds: [5...2_504], labels: [""])
    let path = desk.directory + "/journal"
    var journal = try Journal(path, header, RowSample.secret)
    for place in [1_300..<2_500, 0..<1_300].joined() {
      journal.append(RowSample.row(0, Int64(place)))
    }
    journal.close(removing: false)
    let again = try Journal(path, header, RowSample.secret)
    #expect(again.found == 2_500 && again.dropped == nil)
    var rows = again.rows()
    for place in 0..<2_500 { #expect(rows.next()?.place == Int64(place)) }
    #expect(rows.next() == nil)
  }

  @Test(arguments: [1, 200, 1 << 20]) func `rows are read back as they were`(
    blockSize: Int
  ) throws {
    var spool = RowSpool(keepsSamples: true, blockSize: blockSize)
    for row in RowSample.rows { spool.add(row) }
    let rows = spool.rows { Issue.record("\($0)") }
    #expect(rows.all == RowSample.rows)
    // As often as they are asked for, and of one variant alone.
    for variant in 0..<3 {
      var own: [SweepRow] = []
      rows.visit(ofVariant: variant) { own.append($0) }
      #expect(own == RowSample.rows.filter { $0.variant == variant })
    }
    var bare = RowSpool(keepsSamples: false, blockSize: blockSize)
    for row in RowSample.rows { bare.add(row) }
    #expect(bare.rows { Issue.record("\($0)") }.all == RowSample.rows.map { $0.withoutSamples })
  }

  @Test func `rows that cannot be kept are told`() {
    var spool = RowSpool(keepsSamples: false, folders: ["/nowhere"], blockSize: 1)
    for row in RowSample.rows { spool.add(row) }
    #expect(spool.failure?.contains("cannot keep rows in /nowhere: ") == true)
  }

  @Test func `a narrow window and several threads give what one thread gives`() throws {
    let desk = try Desk()
    try desk.write(Desk.uneven, to: "Scenarios/uneven.json5")
    let source = try ScenarioSource("uneven", desk.context)
    func result(window: Int, jobs: Int, mostFailures: Int = .max) throws -> String {
      let plan = try SweepPlan(
        source, runs: source.runs(variant: nil), seeds: SeedSet([1...40]), shard: .whole,
        version: "1")
      let runner = SweepRunner(
        plan: plan, loop: RunLoop(Limits(), desk.context), jobs: jobs,
        mostFailures: mostFailures, spool: RowSpool(keepsSamples: false), window: window)
      return SweepJSON(runner.run(nil, desk.context.console).result { _ in }).text
    }
    let whole = try result(window: 64, jobs: 1)
    #expect(try result(window: 1, jobs: 3) == whole)
    #expect(try result(window: 3, jobs: 4) == whole)
    let cut = try result(window: 64, jobs: 1, mostFailures: 2)
    #expect(cut != whole)
    #expect(try result(window: 2, jobs: 4, mostFailures: 2) == cut)
  }

  @Test func `JSON that goes out block by block is that of the whole`() {
    let sent = Locked((text: "", blocks: 0))
    func write(_ json: inout JSONWriter) {
      json.object { json in
        json.array("numbers", of: 0..<30_000) { json, number in json.value(number) }
        json.member("last", "a \"word\"")
      }
    }
    var whole = JSONWriter()
    write(&whole)
    var json = JSONWriter { block in
      sent.use {
        $0.text += block.text
        $0.blocks += 1
      }
    }
    write(&json)
    json.finish()
    #expect(sent.use { $0.text } == whole.text + "\n")
    #expect(sent.use { $0.blocks } > 2)
  }
}
