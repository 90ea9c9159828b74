import Scenarios
import Simulator
import Testing

@Suite struct FuzzTests {
  @Test func `ten thousand mutations of valid files give a scenario or a reason`() throws {
    let names = try TestFiles.names(in: "Valid", ending: ".json5")
    let files = try names.map { try TestFiles.bytes("Valid/\($0)") }
    var accepted = 0
    for round in 0..<10_000 {
      var random = RandomStream(seed: 1, .test, UInt64(round))
      let bytes = mutate(files, &random)
      do throws(ScenarioError) {
        let read = try Scenario.read(bytes, file: "fuzz", vocabularies: [.test, .other])
        #expect(!read.agents.isEmpty)
        if round % 16 == 0 { _ = read.bind(seed: UInt64(round)) }
        accepted += 1
      } catch {
        let isPlaced = error.diagnostics.allSatisfy { $0.line >= 1 && $0.column >= 1 }
        #expect(isPlaced && !error.diagnostics.isEmpty, "round \(round)")
      }
    }
    // Both outcomes are reached: mutations are neither harmless nor hopeless.
    #expect(accepted > 100 && accepted < 9_900)
  }

  /// One of the files with one to four changes.
  private func mutate(_ files: [[UInt8]], _ random: inout RandomStream) -> [UInt8] {
    var bytes = files[pick(files.count, &random)]
    for _ in 0...pick(4, &random) where !bytes.isEmpty { change(&bytes, files, &random) }
    return bytes
  }

  private func change(
    _ bytes: inout [UInt8], _ files: [[UInt8]], _ random: inout RandomStream
  ) {
    let place = pick(bytes.count, &random)
    let end = min(bytes.count, place + 1 + pick(20, &random))
    let signs = Array("{}[]\",:'/*\\.-+0123456789eEsmh% \n#$".utf8)
    switch pick(8, &random) {
    case 0: bytes[place] = UInt8(pick(256, &random))
    case 1: bytes[place] = signs[pick(signs.count, &random)]
    case 2: bytes.insert(signs[pick(signs.count, &random)], at: place)
    case 3: bytes.removeSubrange(place..<end)
    case 4: bytes.insert(contentsOf: Array(bytes[place..<end]), at: pick(bytes.count, &random))
    case 5: bytes.removeSubrange((end - 1)...)
    case 6: bytes[place] = 0x30 + UInt8(pick(10, &random))
    default:
      let donor = files[pick(files.count, &random)]
      let begin = pick(donor.count, &random)
      bytes.insert(contentsOf: donor[begin..<min(donor.count, begin + 30)], at: place)
    }
  }

  private func pick(_ count: Int, _ random: inout RandomStream) -> Int {
    Int(random.below(UInt64(count)))
  }
}
