public import Simulator

/// What an agent believes, holds and waits for, as tools show it.
extension Deliberation {
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("mode", settings.mode)
    if let brief { return brief.fields(into: &visitor) }
    visitor.field("epoch", epoch)
    visitor.field("rounds", list: rounds.items.map { RoundView($0, settings.electorate) })
    visitor.field("choices", list: choices.items.map { ChoiceView($0, settings.electorate) })
    visitor.field(
      "told",
      list: told.sorted { $0.key < $1.key }.flatMap { told in
        told.value.map { Told(proposal: told.key, request: $0) }
      })
    visitor.field("variables", variables)
    visitor.field("votes", list: ProposalFact.all("vote", votes))
    visitor.field("endings", list: ProposalFact.all("ending", endings))
    visitor.field("results", list: ProposalFact.all("result", results))
    visitor.field("log", raft)
  }

  /// A proposal with the votes that have arrived and the members that have not voted.
  private struct RoundView: Fielded {
    let round: Round
    let electorate: [AgentID]

    init(_ round: Round, _ electorate: [AgentID]) {
      self.round = round
      self.electorate = electorate
    }

    func fields<V: FieldVisitor>(into visitor: inout V) {
      visitor.field("stage", round.stage)
      round.proposal.fields(into: &visitor)
      visitor.field("tally", round.tally)
      visitor.field("outcome", round.decision?.outcome)
      visitor.field(
        "votes",
        list: electorate.indices.compactMap { member in
          round.votes[member].map { MemberVote(voter: electorate[member], vote: $0) }
        })
      visitor.field(
        "waitsFor",
        list: electorate.indices.filter {
          round.votes[$0] == nil && round.proposal.view?.includes($0) ?? true
        }.map { electorate[$0] })
      visitor.field("deadline", time: round.deadline)
      visitor.field("resendAt", time: round.resendAt)
      visitor.field("request", round.request)
    }
  }

  private struct MemberVote: Fielded {
    let voter: AgentID
    let vote: Vote

    func fields<V: FieldVisitor>(into visitor: inout V) {
      visitor.field("voter", voter)
      visitor.field("vote", vote)
    }
  }

  /// A choice with the members that have not ranked its candidates.
  private struct ChoiceView: Fielded {
    let choice: Choice
    let electorate: [AgentID]

    init(_ choice: Choice, _ electorate: [AgentID]) {
      self.choice = choice
      self.electorate = electorate
    }

    func fields<V: FieldVisitor>(into visitor: inout V) {
      visitor.field("proposal", choice.id)
      visitor.field("variable", choice.variable)
      visitor.field("values", choice.values)
      visitor.field("rule", choice.candidates.rule)
      visitor.field("points", choice.candidates.points)
      visitor.field(
        "waitsFor",
        list: electorate.indices.filter { !choice.hasRanked[$0] }.map { electorate[$0] })
      visitor.field("deadline", time: choice.deadline)
      visitor.field("resendAt", time: choice.resendAt)
      visitor.field("request", choice.request)
    }
  }
}

/// A client that told the agent to vote on a proposal.
private struct Told: Fielded {
  let proposal: ProposalID
  let request: RequestID

  func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("proposal", proposal)
    visitor.field("request", request)
  }
}

/// What is known of a proposal.
struct ProposalFact<Value: Fielded>: Fielded {
  let name: String
  let proposal: ProposalID
  let value: Value

  /// In the order of the proposals.
  static func all(_ name: String, _ values: [ProposalID: Value]) -> [ProposalFact] {
    values.sorted { $0.key < $1.key }.map {
      ProposalFact(name: name, proposal: $0.key, value: $0.value)
    }
  }

  func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("proposal", proposal)
    visitor.field(name, value)
  }
}

extension Deliberation.Storage {
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("epoch", epoch)
    visitor.field("open", list: open)
    visitor.field("votes", list: ProposalFact.all("vote", votes))
    visitor.field("endings", list: ProposalFact.all("ending", endings))
    visitor.field("log", raft)
  }
}

extension Deliberation.Storage.OpenProposal: Fielded {
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    proposal.fields(into: &visitor)
    visitor.field("deadline", time: deadline)
    visitor.field("decision", decision)
  }
}

extension Deliberation.Decision: Fielded {
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    visitor.field("outcome", outcome)
    visitor.field("tally", tally)
  }
}

extension Deliberation.Storage.Write {
  public func fields<V: FieldVisitor>(into visitor: inout V) {
    switch self {
    case .raft(let write): visitor.part(0, nil, write)
    case .epoch(let epoch): visitor.kind(1, "epoch", "epoch", epoch)
    case .opened(let proposal, let deadline):
      visitor.kind(2, "opened")
      proposal.fields(into: &visitor)
      visitor.field("deadline", time: deadline)
    case .decided(let id, let decision):
      visitor.kind(3, "decided")
      visitor.field("proposal", id)
      decision.fields(into: &visitor)
    case .closed(let id, let ending):
      visitor.kind(4, "closed")
      visitor.field("proposal", id)
      visitor.field("ending", ending)
    case .voted(let id, let vote):
      visitor.kind(5, "voted")
      visitor.field("proposal", id)
      visitor.field("vote", vote)
    }
  }
}
