import Experiments
import Reports
import Scenarios
import Simulator

/// What a scenario sets up, in words.
struct ScenarioWords {
  private let scenario: Scenario
  private let comment: [String]
  private var rows: [(name: String, lines: [String])] = []

  /// - Parameter comment: what stands above the file's first brace.
  init(_ scenario: Scenario, comment: [String]) {
    self.scenario = scenario
    self.comment = comment
    add("protocol", "\(scenario.vocabulary.name): \(scenario.vocabulary.about)")
    add("agents", agents)
    if !scenario.regionNames.isEmpty {
      add("regions", scenario.regionNames.joined(separator: ", "))
    }
    add("runs", duration)
    add("settings", ValueText.text(scenario.settings))
    add("load", scenario.hasLoad ? ValueText.text(scenario.load) : "none")
    if scenario.regionNames.isEmpty, let link = scenario.network.links.first {
      add("network", ScenarioWords.text(link))
    }
    if scenario.takesTime { add("service", service) }
    rows.append(("faults", scenario.faults.map { "\($0.baseName): \($0.text)" }))
    rows.append(("chaos", chaos))
    rows.append(("expects", scenario.expectations.map { $0.text }))
    let names = scenario.violates.map { scenario.vocabulary.checkNames[$0] }
    add("violates", names.joined(separator: " or "))
    add("mutant", scenario.mutant ?? "")
    rows.append(("variants", scenario.variants.map { $0.label }))
  }

  var output: OutputText {
    var lines = scenario.about.isEmpty ? [] : [scenario.about]
    lines += [scenario.file, ""]
    if !comment.isEmpty { lines += comment.map { "  \($0)" } + [""] }
    for row in rows where !row.lines.isEmpty {
      for (index, line) in row.lines.enumerated() {
        let name = index == 0 ? row.name : ""
        lines.append(name + String(repeating: " ", count: 10 - name.count) + line)
      }
    }
    return OutputText(lines: lines)
  }

  private mutating func add(_ name: String, _ text: String) {
    rows.append((name, text.isEmpty ? [] : [text]))
  }

  private var agents: String {
    let names = scenario.agents.prefix(8).map { $0.name }.joined(separator: " ")
    return "\(scenario.agents.count): \(names)\(scenario.agents.count > 8 ? " …" : "")"
  }

  private var service: String {
    let services = scenario.agents.map { $0.service }
    guard let first = services.first(where: { !$0.isInstant }) else { return "" }
    let isSame = services.allSatisfy { $0 == first }
    return ScenarioWords.text(first) + (isSame ? "" : "; other agents differ")
  }

  private var duration: String {
    var text = "\(DurationText.text(scenario.duration)) of virtual time"
    if let calm = scenario.calm { text += ", the last \(DurationText.text(calm)) without faults" }
    text += "; seed \(scenario.seed), "
    if let seeds = scenario.namedSeeds { return text + "sweeps and tests \(seeds.text)" }
    return text + "sweeps \(scenario.seeds.text), tests \(scenario.testedSeeds.text)"
  }

  private var chaos: [String] {
    guard let chaos = scenario.chaos else { return [] }
    var head = "from \(DurationText.text(chaos.from)) until \(DurationText.text(chaos.until))"
    if let swarm = chaos.swarm {
      head += "; a seed has a kind with a chance of \(ValueText.text(swarm))"
    }
    let kinds = chaos.kinds.map { kind in
      let length = kind.length.map { ", for \(ValueText.text($0))" } ?? ""
      return "\(kind.name): every \(DurationText.exact(kind.every)) or so\(length)"
    }
    return [head] + kinds
  }

  private static func text(_ service: ServiceConditions) -> String {
    let times = [service.message, service.timer, service.request].map { ValueText.text($0) }
    var words = ["a message takes \(times[0])", "a timer \(times[1])", "a request \(times[2])"]
    if service.workers > 1 { words.append(CountText.counted(Int64(service.workers), "worker")) }
    if let limit = service.inboxLimit {
      words.append("an inbox of \(CountText.grouped(Int64(limit))) (\(service.whenFull.word))")
    }
    return words.joined(separator: ", ")
  }

  private static func text(_ link: LinkClass) -> String {
    var words = ["delay \(ValueText.text(link.delay))"]
    switch link.loss {
    case .independent(let ratio): if !ratio.isZero { words.append("loss \(ValueText.text(ratio))") }
    case .bursts: words.append("loss in bursts")
    }
    if !link.duplication.isZero { words.append("duplicates \(ValueText.text(link.duplication))") }
    if !link.corruption.isZero { words.append("corrupts \(ValueText.text(link.corruption))") }
    if link.isOrdered { words.append("in order") }
    if link.bytesPerSecond > 0 {
      words.append("\(CountText.grouped(link.bytesPerSecond)) bytes/s")
    }
    return words.joined(separator: ", ")
  }
}
