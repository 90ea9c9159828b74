public import Simulator

extension Chaos {
  /// The concrete faults of a seed, by kind and then by time.
  ///
  /// Each kind draws from its own stream, so a kind left out leaves the others' faults as they are.
  public func faults(seed: UInt64) -> [Fault] {
    var faults: [Fault] = []
    for kind in kinds {
      var stream = RandomStream(seed: seed, .plan, UInt64(kind.kind.rawValue))
      let isChosen = stream.happens(swarm ?? .always)
      if isChosen { append(kind, &stream, to: &faults) }
    }
    return faults
  }

  private func append(_ kind: Kind, _ stream: inout RandomStream, to faults: inout [Fault]) {
    let interval = Delay.exponential(mean: kind.every, offset: 0)
    var time = from
    var number = 1
    while true {
      time += Swift.max(1, interval.sample(stream.next()))
      let length = kind.length.map { stream.within($0) }
      let action = kind.effect.action(&stream)
      guard time < until else { return }
      faults.append(
        Fault(
          name: "\(kind.name)#\(number)", trigger: .at(time), action: action,
          duration: length.map { Swift.min($0, until - time) }, flapping: kind.flapping,
          mayHaveNoEffect: true))
      number += 1
    }
  }
}

extension Chaos.Effect {
  /// Draws what is left to draw; takes one word, whatever the effect.
  fileprivate func action(_ stream: inout RandomStream) -> FaultAction {
    switch self {
    case .fixed(let action):
      _ = stream.next()
      return action
    case .drift(let targets, let range):
      return .clockDrift(targets, partsPerMillion: stream.within(range))
    case .jump(let targets, let range):
      return .clockJump(targets, by: stream.within(range))
    case .order(let targets, let orders, let whom):
      return .order(targets, orders[Int(stream.below(UInt64(orders.count)))], whom: whom)
    }
  }
}
