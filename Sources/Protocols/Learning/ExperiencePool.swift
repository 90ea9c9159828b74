public import Simulator

/// Experiences gathered from agents, each once, in an order that arrival does not change.
public struct ExperiencePool: Hashable, Sendable {
  /// By episode, agent and step.
  public private(set) var experiences: [Experience] = []

  /// An empty pool.
  public init() {}

  /// A pool of a batch of experiences.
  public init(_ batch: [Experience]) { insert(batch) }

  /// Takes in a batch, and of experiences with one identity one.
  ///
  /// An agent makes a step once, so those are equal: copies of a message that arrived twice.
  ///
  /// - Returns: number of those that were new.
  /// - Complexity: linear in the pool and the batch, beside sorting the batch.
  @discardableResult
  public mutating func insert(_ batch: [Experience]) -> Int {
    let added = batch.sorted { $0.id < $1.id }
    var merged: [Experience] = []
    merged.reserveCapacity(experiences.count + added.count)
    var place = 0
    var fresh = 0
    for experience in added {
      while place < experiences.count, !(experience.id < experiences[place].id) {
        merged.append(experiences[place])
        place += 1
      }
      if merged.last?.id == experience.id { continue }
      merged.append(experience)
      fresh += 1
    }
    merged.append(contentsOf: experiences[place...])
    experiences = merged
    return fresh
  }

  /// Forgets everything, as after an episode whose experiences were learnt from.
  public mutating func removeAll() { experiences = [] }
}

extension ExperiencePool: Fielded {
  public func fields<V: FieldVisitor>(into visitor: inout V) { visitor.list(experiences) }
}
