import Simulator

extension Cast {
  /// What a word or number of a target means.
  func target(_ value: Value) throws(Mistake) -> Target {
    if let number = value.integer { return try agent(number) }
    guard let text = value.text else { throw Mistake("no target") }
    if let named = agentNames.first(where: { $0.name == text }) {
      return .agent(AgentID(named.index))
    }
    if let role = roleNames.firstIndex(of: text) { return .role(role) }
    if let word = PlainWord(word: text) { return word.target }
    let parts = text.split(separator: " ").map { String($0) }
    if parts.count == 1, let number = Cast.number(text) { return try agent(number) }
    if let target = try choice(parts) { return target }
    if let target = try share(text) { return target }
    if let target = try place(parts, text) { return target }
    throw Mistake(
      "\(JSON5.quoted(text)) is no target", Nearest.suggestion(for: text, among: words))
  }

  /// Targets that are one word, whichever agents there are.
  enum PlainWord: String, Word {
    case any
    case all
    case rest
    case majority
    case minority
    case clients

    var target: Target {
      switch self {
      case .any: .any(1, .none)
      case .all: .all
      case .rest: .rest
      case .majority: .majority(.none)
      case .minority: .minority(.none)
      case .clients: .clients
      }
    }
  }

  private func agent(_ number: Int64) throws(Mistake) -> Target {
    guard number >= 1 && number <= Int64(agentCount) else {
      throw Mistake(
        "there is no agent \(number)",
        agentCount == 1 ? "the only agent is 1" : "agents are numbered from 1 to \(agentCount)")
    }
    return .agent(AgentID(Int(number) - 1))
  }

  /// `any 2`, `any follower`, `any 2 followers`, `2 followers`.
  private func choice(_ parts: [String]) throws(Mistake) -> Target? {
    var words = parts
    let saysAny = words.first == "any"
    if saysAny { words.removeFirst() }
    var count: Int64 = 1
    if let first = words.first, let number = Cast.number(first) {
      count = number
      words.removeFirst()
    }
    let meansFollowers = words == ["follower"] || words == ["followers"]
    guard meansFollowers || (saysAny && words.isEmpty) else { return nil }
    if meansFollowers && roleNames.isEmpty {
      throw Mistake("the protocol has no roles, so it has no followers", "write \"any\"")
    }
    let limit = meansFollowers ? agentCount - 1 : agentCount
    guard count >= 1 && count <= Int64(limit) else {
      throw Mistake("\(count) agents are wanted of \(limit)", "at least 1, at most \(limit)")
    }
    return .any(Int(count), meansFollowers ? .excluding(role: 0) : .none)
  }

  /// `majority with ROLE`, `minority without ROLE`.
  private func share(_ text: String) throws(Mistake) -> Target? {
    for isMajority in [true, false] {
      for isWith in [true, false] {
        let begin = (isMajority ? "majority " : "minority ") + (isWith ? "with " : "without ")
        guard text.utf8.starts(with: begin.utf8) else { continue }
        let role = try role(String(decoding: text.utf8.dropFirst(begin.utf8.count), as: UTF8.self))
        let condition: Target.Condition = isWith ? .including(role: role) : .excluding(role: role)
        return isMajority ? .majority(condition) : .minority(condition)
      }
    }
    return nil
  }

  private func role(_ name: String) throws(Mistake) -> Int {
    if let role = roleNames.firstIndex(of: name) { return role }
    throw Mistake(
      "\(JSON5.quoted(name)) is no role of the protocol",
      Nearest.suggestion(for: name, among: roleNames))
  }

  /// `region eu`, `group 2`, `n3`.
  private func place(_ parts: [String], _ text: String) throws(Mistake) -> Target? {
    if parts.count >= 2, parts[0] == "region" {
      return try region(String(decoding: text.utf8.dropFirst(7), as: UTF8.self))
    }
    if parts.count == 2, parts[0] == "group" {
      let known = agentsOfGroup.indices.filter { agentsOfGroup[$0] > 0 }
      guard let number = Cast.number(parts[1]), known.contains(where: { Int64($0) + 1 == number })
      else {
        throw Mistake(
          "there is no group \(parts[1])", "groups: " + Nearest.list(known.map { "\($0 + 1)" }))
      }
      return .group(Int(number) - 1)
    }
    guard parts.count == 1, text.utf8.first == UInt8(ascii: "n"),
      let number = Cast.number(String(decoding: text.utf8.dropFirst(), as: UTF8.self))
    else { return nil }
    return try agent(number)
  }

  private func region(_ name: String) throws(Mistake) -> Target {
    guard let region = regionNames.firstIndex(of: name) else {
      throw Mistake(
        "there is no region \(JSON5.quoted(name))",
        Nearest.suggestion(for: name, among: regionNames) ?? "the scenario has no 'regions'")
    }
    if agentsOfRegion[region] == 0 {
      throw Mistake("no agent stands in region \(JSON5.quoted(name))", "give it agents")
    }
    return .zone(region)
  }

  /// A whole number without a sign, or nil.
  static func number(_ text: String) -> Int64? {
    var scanner = TextScanner(text)
    guard let number = scanner.digits(), scanner.isAtEnd else { return nil }
    return Int64(clamping: number)
  }

  /// How many agents a target names at least, where that is known: none for what may be empty.
  func need(_ target: Target) -> Int {
    switch target {
    case .agent, .role: 1
    case .any(let count, _): count
    case .majority: majority
    case .minority: agentCount - majority
    case .all, .rest, .zone, .group, .clients: 0
    }
  }
}
