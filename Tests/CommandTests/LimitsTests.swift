import Experiments
import Foundation
import Testing

@testable import Command

/// Runs that cannot go on for ever, and files that cannot run.
@Suite struct LimitsTests {
  let desk: Desk
  /// With the protocols of this package.
  let full: Desk

  init() throws {
    desk = try Desk()
    full = try Desk(program: Program(.standard, name: "lockstep"))
    try desk.write(Desk.calm, to: "Scenarios/basic/calm.json5")
  }

  /// What a scenario of one line gives.
  private func run(_ text: String, _ options: String...) -> Desk.Result {
    full.run(["run", "-"] + options, input: text)
  }

  // MARK: Events

  @Test func `a run that has had its events ends with what it gave, a reason and status 3`() {
    let run = desk.run("run", "basic/calm", "--max-events", "50")
    #expect(run.status == 3)
    #expect(run.out.contains("FAILED: ended by the limit of 50 events at "))
    #expect(run.out.contains("   50 events   "))
    #expect(
      run.err == """
        lockstep run: the limit of 50 events ended 1 run
          Scenarios/basic/calm.json5, seed 1
          allow more with --max-events, or make the run shorter or its load lighter

        """)
    #expect(desk.run("run", "basic/calm", "--max-events", "50") == run)
  }

  @Test func `a limit that is not met changes nothing`() {
    let free = desk.run("run", "basic/calm")
    #expect(free.status == 0)
    #expect(desk.run("run", "basic/calm", "--max-events", "100000") == free)
  }

  @Test func `every command that runs anything ends at the limit with status 3`() {
    let commands = [
      ["run", "basic/calm"], ["trace", "basic/calm"], ["show", "basic/calm"],
      ["sweep", "basic/calm", "--seeds", "1..3"], ["test", "basic/calm"],
    ]
    for words in commands {
      let result = desk.run(words + ["--max-events", "20"])
      #expect(result.status == 3, "\(words)")
      #expect(result.err.contains("the limit of 20 events ended"), "\(words)")
      #expect(result.err.contains("allow more with --max-events"), "\(words)")
      let memory = desk.run(words + ["--max-memory", "64MB"])
      #expect(memory.status == 3, "\(words)")
      #expect(memory.err.contains("the limit of 61 MiB of memory is met: Scen"), "\(words)")
      #expect(memory.err.contains("allow more with --max-memory"), "\(words)")
    }
  }

  @Test func `runs that a limit ended are run again under another limit, and make no part`() {
    let words = ["sweep", "basic/calm", "--seeds", "1..4", "--journal", "kept"]
    let short = desk.run(words + ["--max-events", "20"])
    #expect(short.status == 3 && short.out.contains("ended by the limit of 20 events"))
    let whole = desk.run(words)
    #expect(
      whole.status == 0 && whole.out == desk.run("sweep", "basic/calm", "--seeds", "1..4").out)
    let part = desk.run(
      "sweep", "basic/calm", "--shard", "1/2", "--out", "part", "--max-events", "20")
    #expect(part.status == 3 && desk.read("part") == nil)
  }

  @Test func `a trace up to the limit begins as that of the whole run`() {
    let whole = desk.run("trace", "basic/calm").out
    let part = desk.run("trace", "basic/calm", "--max-events", "30").out
    #expect(!part.isEmpty && part != whole && whole.hasPrefix(part))
  }

  @Test func `the variants of a file share the limit of one run of it`() {
    let text = "{protocol:'raft',agents:3,duration:'1s',vary:{seed:[1,2,3,4]}}"
    let one = run("{protocol:'raft',agents:3,duration:'1s'}", "--json")
    #expect(one.status == 0)
    let all = run(text, "--max-events", "250")
    #expect(all.status == 3 && all.err.contains("the limit of 250 events in all ended "))
    #expect(all.err.contains("variant 'seed=4'") && !all.err.contains("variant 'seed=1'"))
    #expect(run(text, "--max-events", "4000").status == 0)
  }

  // MARK: Before a run

  @Test(arguments: [
    (
      "{protocol:'raft',agents:3,duration:'10s',faults:[{at:'1s',isolate:'any',flap:{cut:'1ns',whole:'1ns'}}]}",
      "<stdin>:1:50: 'isolate', which flaps, alone takes 9,000,000,000 events, more than the limit of 1,000,000,000"
    ),
    (
      "{protocol:'raft',agents:3,duration:'20s',load:{clients:9,rate:'1/ns'}}",
      "<stdin>:1:63: the load alone takes 20,000,000,000 events, more than the limit of 1,000,000,000"
    ),
    (
      "{protocol:'raft',agents:3,duration:'20s',load:{clients:9,rate:'1000000000000/ns'}}",
      "<stdin>:1:63: 'rate': \"1000000000000/ns\" is wrong, 1000000000000/ns is more than one a nanosecond"
    ),
    (
      "{protocol:'raft',agents:3,duration:'1ms',load:{clients:1,rate:'700000000/s'}}",
      "<stdin>:1:63: each client would have less than 100 ns and no whole number of them"
    ),
    (
      "{protocol:'raft',agents:3,duration:'1s',load:{mode:'closed',clients:100000,outstanding:100}}",
      "<stdin>:1:88: 100000 clients with 100 operations each make 10000000 sessions; at most 1000000"
    ),
    (
      "{protocol:'raft',agents:200000,duration:'1ns',vary:{seed:[1,2,3,4,5,6,7,8]}}",
      "<stdin>:1:52: the agents and faults of all variants together are too many to be kept at once"
    ),
    (
      "{protocol:'raft',agents:200000,duration:'1s',chaos:{pause:{every:'1ms',for:'1s',of:'any'}}}",
      "<stdin>:1:52: 'chaos' would look at 200200000 agents or pairs of them in one run"
    ),
    (
      "{protocol:'raft',agents:20000,duration:'1s',faults:[{at:'0s',ring:true}]}",
      "<stdin>:1:52: 'faults' would look at 400000000 agents or pairs of them in one run"
    ),
  ])
  func `what cannot run is refused where the file says it`(text: String, reason: String) {
    let result = run(text)
    #expect(result.status == 2 && result.out.isEmpty)
    #expect(result.err.hasPrefix(reason), "\(result.err)")
  }

  @Test func `more agents than memory holds by the end of their start are refused before it`() {
    for name in ["election", "coordination", "synchronisation"] {
      let result = run("{protocol:'\(name)',agents:200000,duration:'1s'}", "--max-memory", "1GiB")
      let place = 21 + name.utf8.count
      #expect(
        result.status == 2 && result.err.hasPrefix("<stdin>:1:\(place): 200,000 agents of "),
        "\(result.err)")
      #expect(result.err.contains("iB by the end of their start, more than the limit of 1 GiB"))
    }
  }

  @Test func `what computes more than a limit of events goes with is refused before it`() {
    func team(_ useCase: String, _ section: String) -> String {
      "{protocol:'team',agents:4,duration:'9s',team:{useCase:'\(useCase)',\(section)},load:{}}"
    }
    for (useCase, section) in [
      ("training", "training:{rounds:1000,epochs:1000},data:{samples:9000}"),
      ("search", "search:{trials:1000,epochs:1000}"),
      ("search", "search:{strategy:'grid',side:20,epochs:900},data:{classes:100}"),
      ("reinforcement", "reinforcement:{episodes:1000,steps:1000,rounds:60}"),
      ("reinforcement", "reinforcement:{width:64,height:64,steps:1000,share:false}"),
    ] {
      let result = run(team(useCase, section), "--max-events", "100000")
      #expect(result.status == 2 && result.out.isEmpty)
      #expect(
        result.err.hasPrefix("<stdin>:1:11: 'team' computes as much here as "), "\(result.err)")
      #expect(result.err.contains("more than the limit of 100,000; "), "\(result.err)")
    }
    let data = team("training", "data:{samples:100000,features:1000}")
    #expect(run(data, "--max-memory", "512MiB").status == 2)
  }

  @Test func `a run whose agents compute more than its events go with ends with a reason`() {
    // Each round is judged by ten thousand samples, which is work although it is no event.
    let text = """
      {protocol:'team',agents:3,duration:'60s',team:{useCase:'training',pace:'200us',
      training:{rounds:60,epochs:1},data:{samples:30,validation:10000}},load:{}}
      """
    let limited = run(text, "--max-events", "30000")
    #expect(limited.status == 3)
    #expect(
      limited.out.contains("ended by the limit of 30000 events, or of 4 messages, 512 bytes or 16 ")
    )
    #expect(limited.err.contains("the limit of 30,000 events ended 1 run"), "\(limited.err)")
    #expect(limited == run(text, "--max-events", "30000"))
  }

  @Test func `many agents that memory holds run`() {
    let result = run(
      "{protocol:'raft',agents:20000,duration:'1ns'}", "--max-memory", "4GiB", "--max-events", "9")
    #expect(result.status == 0)
  }

  @Test func `a rate that whole nanoseconds keep is taken, however fast`() {
    for rate in ["1/ns", "1000000000/s", "500000000/s", "9/us"] {
      let result = run(
        "{protocol:'raft',agents:3,duration:'1us',load:{clients:1,rate:'\(rate)'}}")
      #expect(result.status == 0, "\(rate): \(result.err)")
    }
  }

  // MARK: Words

  @Test func `sizes are read and said`() {
    #expect(SizeText.bytes("500MB") == 500_000_000 && SizeText.bytes("1GiB") == 1 << 30)
    #expect(SizeText.bytes("1.5gib") == 3 << 29 && SizeText.bytes("7B") == 7)
    for text in ["", "GB", "1", "-1GB", "1e3MB", "1.2.3GB", "9999999999TiB", "1 GB", "٣GB", "1.GB"]
    {
      #expect(SizeText.bytes(text) == nil, "\(text)")
    }
    #expect(SizeText.text(1 << 30) == "1 GiB" && SizeText.text(3 << 29) == "1.5 GiB")
    #expect(SizeText.text(64_000_000) == "61 MiB" && SizeText.text(12) == "12 B")
    let wrong = desk.run("run", "basic/calm", "--max-memory", "much")
    #expect(wrong.status == 2 && wrong.err.contains("it takes a size such as 500MB or 2GiB"))
    #expect(desk.run("run", "basic/calm", "--max-events", "0").status == 2)
  }

  @Test func `the memory in use and that of the machine are told`() {
    #expect(Memory.inUse > 1 << 20 && Memory.ofMachine > Memory.inUse)
  }

  @Test func `no more runs stand beside one another than memory holds`() throws {
    var limits = Limits()
    let source = "{protocol:'synchronisation',agents:1000,duration:'1s'}"
    let scenario = try Registry.standard.read(Array(source.utf8), file: "x")
    let each = Registry.standard.leastBytes(of: scenario)
    #expect(each > 8_000_000)
    limits.memory = each * 5 / 2
    #expect(limits.jobs(8, [scenario], .standard) == 2)
    limits.memory = each / 2
    #expect(limits.jobs(8, [scenario], .standard) == 1)
    limits.memory = each * 100
    #expect(limits.jobs(8, [scenario], .standard) == 8)
  }
}
