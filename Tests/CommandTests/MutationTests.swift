import Experiments
import Foundation
import Scenarios
import Testing

@testable import Command
@testable import Reports

/// What is read may be anything: it is taken or refused with a reason, and nothing crashes.
@Suite struct MutationTests {
  @Test func `five thousand mutations of parts are joined or refused with a line`() throws {
    let halves = try (Int64(1)...2).map { number in
      RowSample.header(
        seeds: [5...6], shard: try #require(SweepHeader.Shard(number: number, count: 2)))
    }
    let rows = (0..<2).map { half in (0..<2).map { RowSample.row($0, Int64(half)) } }
    let bytes = (0..<2).map { RowSample.file(halves[$0], rows[$0]) }
    var (joined, refused, misfits) = (0, 0, 0)
    for round in 0..<5_000 {
      var mutator = LineMutator(round)
      let half = mutator.pick(2)
      var mutated = mutator.mutated(bytes[half])
      if mutator.pick(4) > 0 { mutated = RowSample.sealed(mutated, .open) }
      guard let file = taken(mutated, .open), file.mistake == nil else {
        refused += 1
        continue
      }
      let parts = [
        SampledPart(name: "a", header: file.header, rows: file.rows),
        SampledPart(name: "b", header: halves[1 - half], rows: rows[1 - half]),
      ]
      do throws(SweepParts.Mismatch) {
        let result = try SampledPart.joined(parts)
        // Pages take their time; what may be on them is the same in every round.
        if joined % 8 == 0 {
          #expect(!SweepPage(result).text.isEmpty && !SweepJSON(result).text.isEmpty)
        }
        joined += 1
      } catch {
        #expect(!error.reasons.isEmpty)
        misfits += 1
      }
    }
    // All three ends are reached: mutations are neither harmless nor hopeless.
    #expect(joined > 50 && refused > 1_000 && misfits > 50, "\(joined) \(refused) \(misfits)")
  }

  @Test func `five thousand mutations of journals give rows of the sweep or a line`() {
    let header = RowSample.header(build: "b", labels: [""])
    let rows = (0..<2).map { RowSample.row(0, $0) }
    let bytes = RowSample.file(header, rows, RowSample.secret)
    var (taken, refused) = (0, 0)
    for round in 0..<5_000 {
      var mutator = LineMutator(10_000 + round)
      var mutated = mutator.mutated(bytes)
      let isForged = mutator.pick(2) > 0
      if isForged { mutated = RowSample.sealed(mutated, RowSample.secret) }
      guard let file = self.taken(mutated, RowSample.secret) else {
        refused += 1
        continue
      }
      taken += 1
      #expect(file.wholeBytes <= mutated.count)
      // Without the key, nothing but the rows that were written is taken for one.
      if !isForged { #expect(file.header == header && rows.starts(with: file.rows)) }
      for row in file.rows {
        #expect(file.header.labels.indices.contains(row.variant))
        #expect(file.header.seeds[UInt64(row.place)] == row.seed)
        #expect(row.measures.count == file.header.measures.count)
      }
    }
    #expect(taken > 500 && refused > 500, "\(taken) \(refused)")
  }

  /// The file, or nil with a reason.
  private func taken(_ bytes: [UInt8], _ seal: RowSeal) -> RowFile? {
    do throws(RowFileMistake) {
      let file = try RowFile(bytes, seal)
      if let mistake = file.mistake { expectPlaced(mistake) }
      return file
    } catch {
      expectPlaced(error)
      return nil
    }
  }

  private func expectPlaced(_ mistake: RowFileMistake) {
    #expect(mistake.line >= 1 && !mistake.message.isEmpty)
  }

  @Test func `five thousand mutations of a record are compared with it`() {
    let record = """
      scenario: Scenarios/a.json5

      variant: b=2
      expected commit latency p99: < 25ms: held, 12ms
      measure commit latency: count 5, p50 1ms, p99 12.5ms
        during split: count 2, p50 3ms
      messages vote: 5 sent, 4 delivered
      fingerprint: 0123456789abcdef

      """
    var moved = 0
    for round in 0..<5_000 {
      var mutator = LineMutator(20_000 + round)
      let other = String(decoding: mutator.mutated(Array(record.utf8)), as: UTF8.self)
      let isOld = round % 2 == 0
      let differences = RecordDifference.all(
        from: isOld ? other : record, to: isOld ? record : other, withMeans: true)
      for difference in differences {
        #expect(difference.was != difference.now && difference.text.contains(difference.name))
      }
      moved += differences.isEmpty ? 0 : 1
    }
    #expect(moved > 2_500, "\(moved)")
  }

  @Test func `mutated numbers by seed are compared, or refused with a line`()
    throws
  {
    let desk = try Desk()
    try desk.write(Desk.calm, to: "Scenarios/calm.json5")
    #expect(desk.run("test", "--update").status == 0)
    let text = try #require(desk.read("Results/calm.seeds"))
    let record = try SeedRecord(text: text)
    #expect(record.text == text)
    var (compared, refused) = (0, 0)
    for round in 0..<300 {
      var mutator = LineMutator(30_000 + round)
      let other = String(decoding: mutator.mutated(Array(text.utf8)), as: UTF8.self)
      do throws(SeedRecordMistake) {
        let read = try SeedRecord(text: other)
        for movement in [Movement(from: read, to: record), Movement(from: record, to: read)] {
          #expect(MovementText(movement).lines.allSatisfy { !$0.isEmpty })
        }
        compared += 1
      } catch {
        #expect(error.line >= 1 && !error.message.isEmpty)
        refused += 1
      }
    }
    #expect(compared > 10 && refused > 100, "\(compared) \(refused)")
  }
}
