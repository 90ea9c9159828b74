import Experiments
import Foundation
import Simulator
import Testing

@testable import Command

/// A run that is asked to stop gives what it has, and says that it is a part.
@Suite struct StopTests {
  let desk: Desk

  init() throws {
    desk = try Desk()
    try desk.write(Desk.long, to: "Scenarios/long.json5")
    try desk.write(Desk.uneven, to: "Scenarios/uneven.json5")
  }

  /// A signal that comes when it was looked for so often.
  private func signal(_ number: Int32 = SIGINT, after polls: Int) -> StopSignal {
    let count = Locked(0)
    return StopSignal {
      count.use { count in
        count += 1
        return count > polls ? number : nil
      }
    }
  }

  @Test func `slices change nothing about a run`() throws {
    let text = Desk.long.replacing("1000h", with: "10m")
    let scenario = try desk.context.registry.read(Array(text.utf8), file: "long")
    let whole = desk.context.registry.run(scenario, seed: 1)
    #expect(whole.eventCount > 1_000 && !whole.isPartial)
    let session = desk.context.registry.open(scenario, seed: 1)
    var slices = 0
    #expect(try RunLoop(Limits(), desk.context).run(session) { _ in slices += 1 })
    #expect(slices > 5)
    #expect(session.digest == whole.fingerprint && session.now == whole.end)
  }

  @Test(arguments: [(SIGINT, 130), (SIGTERM, 143), (SIGHUP, 129)] as [(Int32, Int32)])
  func `a run shows what there is, marked as partial`(number: Int32, status: Int32) {
    let run = desk.run(["run", "long"], stop: signal(number, after: 2))
    #expect(run.status == status)
    #expect(run.out.contains("\nPARTIAL: the run was stopped at "))
    #expect(run.out.contains(" of 1000h; this is what there was by then\n"))
    #expect(run.out.contains("fingerprint "))
    let json = desk.run(["run", "long", "--json"], stop: signal(number, after: 2))
    #expect(json.out.contains("\"partial\": true") && json.out.contains("\"held\": false"))
    #expect(json.err.contains("stopped by SIG"))
  }

  @Test func `show stops where the run has come`() {
    let show = desk.run(["show", "long"], stop: signal(after: 2))
    #expect(show.status == 130)
    #expect(show.out.contains("PARTIAL: stopped before the moment that was asked for"))
    #expect(
      desk.run(["show", "long", "--json"], stop: signal(after: 2)).out.contains("\"partial\": true")
    )
  }

  @Test func `a trace is the start of the whole one, with a last line that says so`() {
    let trace = desk.run(["trace", "long"], stop: signal(after: 2))
    #expect(trace.status == 130)
    var lines = trace.out.split(separator: "\n")
    #expect(lines.popLast()?.hasPrefix("PARTIAL: stopped by SIGINT at ") == true)
    #expect(!lines.isEmpty)
    let longer = desk.run(["trace", "long"], stop: signal(after: 6)).out.split(separator: "\n")
    #expect(longer.starts(with: lines) && longer.count > lines.count)
    let json = desk.run(["trace", "long", "--json"], stop: signal(after: 2))
    #expect(json.err.contains("PARTIAL: stopped by SIGINT") && !json.out.contains("PARTIAL"))
    let later = desk.run(["trace", "long", "--from", "900h"], stop: signal(after: 2))
    #expect(later.status == 130 && later.out.hasPrefix("PARTIAL: "))
  }

  @Test func `a trace goes out in small blocks, the first line at once`() {
    let sizes = Locked<[Int]>([])
    let context = Context(
      program: desk.context.program,
      console: Console(
        out: { text in sizes.use { $0.append(text.utf8.count) } }, err: { _ in },
        hasColor: false, showsProgress: false, width: 100),
      files: desk.context.files, input: { _ in [] }, state: desk.context.state, build: { nil })
    #expect(context.program.run(["trace", "long", "--until", "2m"], context) == .held)
    let blocks = sizes.use { $0 }
    #expect(blocks.count > 10 && blocks[0] < 1_000)
    #expect(blocks.allSatisfy { $0 < 1 << 16 })
  }

  @Test func `a sweep keeps its journal, and goes on to the same bytes`() throws {
    let words = ["sweep", "uneven", "--seeds", "1..40", "--jobs", "1"]
    let whole = desk.run(words)
    let stopped = desk.run(words + ["--out", "part"], stop: signal(SIGTERM, after: 100))
    #expect(stopped.status == 143)
    #expect(stopped.out.contains("\nPARTIAL, the sweep was stopped: "))
    #expect(stopped.err.contains("stopped by SIGTERM after "))
    #expect(stopped.err.contains("part was not written, since a part is whole or none"))
    #expect(stopped.err.contains("finished runs are kept in \(desk.path("state/journals"))"))
    #expect(desk.read("part") == nil)
    let resumed = desk.run(words)
    #expect(resumed.err.contains("going on after ") && resumed.out == whole.out)
    let json = desk.run(words + ["--json"], stop: signal(after: 100)).out
    #expect(json.contains("\"partial\": true") && json.contains("\"passed\": false"))
  }

  @Test func `a test reports what is done and records nothing`() throws {
    try desk.write(Desk.calm, to: "Scenarios/calm.json5")
    let test = desk.run(
      ["test", "--jobs", "1", "--update", "--junit", "out.xml"], stop: signal(after: 60))
    #expect(test.status == 130)
    #expect(test.out.contains("NEW     calm, 3 runs"), "\(test.out)")
    #expect(test.out.contains("PARTIAL long: stopped before all its runs were done"))
    #expect(test.err.contains("stopped by SIGINT; nothing was recorded"))
    #expect(desk.context.files.kind("Results") == .missing)
    #expect(try #require(desk.read("out.xml")).contains("errors=\"2\""))
    let json = desk.run(["test", "--jobs", "1", "--json"], stop: signal(after: 60)).out
    #expect(json.contains("\"partial\": true"))
  }

  @Test func `parts that were not tried are not joined`() throws {
    _ = desk.run("sweep", "uneven", "--seeds", "1..6", "--out", "part")
    let merge = desk.run(["merge", "part"], stop: signal(after: 0))
    #expect(merge.status == 130 && merge.out.isEmpty)
    #expect(merge.err.contains("stopped by SIGINT"))
  }

  @Test func `a long run shows how far it is, and clears that`() throws {
    #expect(
      RunProgress.line(time: 15 * .second, end: 60 * .second, events: 1_234, elapsed: 4)
        == "15 s of 1m, 1,234 events, 12 s left")
    let desk = try Desk(showsProgress: true)
    try desk.write(Desk.long, to: "long.json5")
    let end = Date() + 1.5
    let run = desk.run(
      ["run", "long.json5"], stop: StopSignal { Date() > end ? SIGINT : nil })
    let lines = run.err.split(separator: "\r")
    #expect(lines.contains { $0.contains(" of 1000h, ") && $0.contains(" left") }, "\(lines)")
    #expect(lines.last?.hasPrefix("\u{1B}[Kstopped by") == true)
  }
}
