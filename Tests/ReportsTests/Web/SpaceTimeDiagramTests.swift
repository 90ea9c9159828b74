import Experiments
import Scenarios
import Simulator
import Testing

@testable import Reports

/// A picture of a part of a run shows what happened in it, and nothing else.
@Suite struct SpaceTimeDiagramTests {
  private struct Drawn {
    let svg: String
    let archive: DiagramArchive
    /// Of all events of the part.
    let records: [Record]

    func count(_ text: String) -> Int { svg.ranges(of: text).count }
  }

  private static let harsh = """
    {about:'Harsh',protocol:'raft',agents:3,duration:'3s',network:{delay:'5ms..20ms',loss:'10%',duplicate:'9%'},
     load:{clients:2,rate:'10/s',keys:2},
     faults:[{at:'1s',crash:'leader',for:'300ms',name:'death'},{at:'2s',isolate:'n1',for:'200ms',name:'alone'}]}
    """

  private func drawn(
    _ text: String, _ part: ClosedRange<Nanoseconds>, file: String = "picture"
  ) throws -> Drawn {
    let scenario = try Registry.standard.read(Array(text.utf8), file: file)
    let session = Registry.standard.open(scenario, seed: 1, recording: .recording)
    var archive = DiagramArchive(session, part: part)
    var records: [Record] = []
    while session.step() {
      archive.add(session)
      if part.contains(session.now) { records += session.records }
    }
    archive.finish()
    let picture = SpaceTimeDiagram(session.outcome(), archive)
    return Drawn(svg: picture.output.text, archive: archive, records: records)
  }

  @Test func `every arrival and loss of the part is an arrow`() throws {
    let part = 900 * Nanoseconds.millisecond...2_300 * Nanoseconds.millisecond
    let drawn = try drawn(Self.harsh, part)
    let arrivals = drawn.records.filter { $0.isDelivery && $0.message != nil }
    let losses = drawn.records.filter { $0.isLoss || $0.isSend && $0.copies == 0 }
    #expect(arrivals.count > 100 && losses.count > 10)
    #expect(drawn.archive.arrows.count { $0.fate == .arrived } == arrivals.count)
    #expect(drawn.archive.arrows.count { $0.fate == .lost } == losses.count)
    #expect(drawn.count("<polygon class=\"f") >= arrivals.count)
    #expect(drawn.count(">death<") == 1 && drawn.count(">alone<") == 1)
    let early = try #require(drawn.archive.arrows.first { $0.start < part.lowerBound })
    #expect(part.contains(early.stop))
    for kind in [DiagramArchive.Mark.Kind.crashed, .started, .durable] {
      #expect(drawn.archive.marks.contains { $0.kind == kind })
    }
    #expect(drawn.archive.operations.contains { $0.end != nil })
  }

  @Test func `a part without a fault shows none, and nothing of another part`() throws {
    let drawn = try drawn(
      Self.harsh, 100 * Nanoseconds.millisecond...400 * Nanoseconds.millisecond)
    #expect(drawn.count(">death<") == 0 && drawn.count("class=\"shade\"") == 0)
    #expect(drawn.archive.arrows.allSatisfy { $0.start <= 400 * .millisecond })
    #expect(drawn.svg.contains("100ms to 400ms · seed 1 · "))
  }

  @Test func `too many messages become their numbers`() throws {
    let text =
      "{protocol:'raft',agents:5,duration:'9s',raft:{heartbeat:'5ms'},network:{delay:'1ms'}}"
    let drawn = try drawn(text, 0...9 * Nanoseconds.second)
    #expect(drawn.archive.isDense && drawn.archive.arrows.isEmpty)
    #expect(drawn.count("fill-opacity=\"0.3\"") > 1_000 && drawn.count("<polygon") == 0)
    #expect(drawn.svg.contains("too many for arrows") && drawn.svg.utf8.count < 2_000_000)
  }

  @Test func `the same run gives the same picture, whose elements nest`() throws {
    let part = Nanoseconds.second...1_200 * Nanoseconds.millisecond
    let svg = try drawn(Self.harsh, part).svg
    #expect(try drawn(Self.harsh, part).svg == svg)
    #expect(svg.hasPrefix("<svg ") && svg.hasSuffix("</svg>\n"))
    for name in ["svg", "title", "desc", "style", "text"] {
      #expect(svg.ranges(of: "<\(name)").count == svg.ranges(of: "</\(name)>").count)
    }
    for word in ["href", "url(", "@import", "<script", "NaN", "inf"] {
      #expect(!svg.contains(word))
    }
  }

  @Test func `hostile text stays text`() throws {
    let hostile = "</text><script>alert(1)</script>&<!-- <img src=x onerror=alert(1)>"
    let drawn = try drawn(
      """
      {about:'\(hostile)',protocol:'raft',agents:3,duration:'1s',
       faults:[{at:'500ms',crash:1,for:'100ms',name:'\(hostile)'}]}
      """, 0...Nanoseconds.second, file: hostile + "\u{202E}\u{1B}[31m")
    #expect(
      drawn.count("<script") == 0 && drawn.count("<img") == 0 && drawn.count("&lt;script") > 2)
    for scalar in drawn.svg.unicodeScalars {
      #expect(scalar == "\n" || !VisibleText.mayHide(scalar))
    }
  }
}
