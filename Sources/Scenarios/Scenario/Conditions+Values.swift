import Simulator

extension DiskConditions {
  /// The same disk with what the values say.
  func changed(by values: Values) -> DiskConditions {
    DiskConditions(
      flush: values["flush"]?.delay ?? flush,
      bytesPerSecond: values["bandwidth"]?.bandwidth ?? bytesPerSecond,
      failure: values["failure"]?.chance ?? failure,
      restartAfterFailure: values["restart"]?.duration ?? restartAfterFailure,
      retryAfterFailure: values["retry"]?.duration ?? retryAfterFailure,
      blocks: values["blocks"]?.boolean ?? blocks)
  }
}

extension ServiceConditions {
  /// The same service with what the values say.
  func changed(by values: Values) -> ServiceConditions {
    // Whoever says a time for all inputs means those that were set apart before, too.
    let time = values["time"]?.delay
    return ServiceConditions(
      message: values["message"]?.delay ?? time ?? message,
      timer: values["timer"]?.delay ?? time ?? timer,
      request: values["request"]?.delay ?? time ?? request,
      workers: values["workers"]?.integer.map { Int($0) } ?? workers,
      inboxLimit: values["inbox"]?.integer.map { Int($0) } ?? inboxLimit,
      whenFull: values.word("whenFull", of: FullInbox.self) ?? whenFull)
  }
}

extension Agent.ClockRange {
  /// The same clock with what the values say.
  func changed(by values: Values) -> Agent.ClockRange {
    Agent.ClockRange(
      offset: values["offset"]?.durationRange ?? offset,
      drift: values["drift"]?.partsPerMillion ?? drift)
  }
}

extension LinkClass {
  /// The same class with what the values say.
  func changed(by values: Values) -> LinkClass {
    var link = LinkClass(
      delay: values["delay"]?.delay ?? delay, loss: values["loss"].flatMap(LossModel.read) ?? loss,
      duplication: values["duplicate"]?.chance ?? duplication,
      corruption: values["corrupt"]?.chance ?? corruption,
      isOrdered: values.word("order", of: LinkOrder.self).map { $0 == .fifo } ?? isOrdered,
      bytesPerSecond: values["bandwidth"]?.bandwidth ?? bytesPerSecond)
    link.isConnection =
      values.word("transport", of: LinkTransport.self).map { $0 == .tcp } ?? isConnection
    link.retransmission = retransmission.changed(by: values["tcp"]?.object ?? Values())
    return link
  }
}

extension Retransmission {
  /// The same times with what the values say.
  func changed(by values: Values) -> Retransmission {
    var times = self
    times.first = values["rto"]?.duration ?? first
    times.longest = values["maxRto"]?.duration ?? longest
    times.limit = values["giveUp"]?.duration ?? limit
    return times
  }
}

extension LossModel {
  /// A chance for each message, or bursts.
  static func read(_ value: Value) -> LossModel? {
    if let chance = value.chance { return .independent(chance) }
    guard let object = value.object, let begin = object["begin"]?.chance,
      let end = object["end"]?.chance, let inGood = object["inGood"]?.chance,
      let inBad = object["inBad"]?.chance
    else { return nil }
    return .bursts(Bursts(begin: begin, end: end, lossInGood: inGood, lossInBad: inBad))
  }
}

extension Delay {
  /// The same distribution, every delay longer by a time; nil for one that cannot be moved.
  func shifted(by time: Nanoseconds) -> Delay? {
    switch self {
    case .constant(let value): .constant(value + time)
    case .uniform(let low, let high): .uniform(low: low + time, high: high + time)
    case .normal(let mean, let deviation): .normal(mean: mean + time, deviation: deviation)
    case .logNormal(let median, let sigma, let offset):
      .logNormal(median: median, sigmaMillionths: sigma, offset: offset + time)
    case .exponential(let mean, let offset): .exponential(mean: mean, offset: offset + time)
    case .truncatedNormal(let normal):
      .truncatedNormal(
        TruncatedNormal(
          mean: normal.mean + time, deviation: normal.deviation, minimum: normal.minimum + time))
    case .gamma(let gamma): .gamma(gamma.shifted(by: time))
    case .pareto: time == 0 ? self : nil
    case .table(let values): .table(values.map { $0 + time })
    }
  }
}
