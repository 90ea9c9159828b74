import Command

/// Runs benchmarks in rounds, each beside its reference.
struct BenchRunner {
  private let options: BenchOptions
  private let all: [Benchmark]
  private let stop: StopSignal
  private let progress: (String) -> Void

  init(
    _ options: BenchOptions, all: [Benchmark], stop: StopSignal,
    progress: @escaping (String) -> Void
  ) {
    self.options = options
    self.all = all
    self.stop = stop
    self.progress = progress
  }

  func report(on chosen: [Benchmark]) -> BenchReport {
    let measurements = chosen.compactMap { measure($0) }
    let counts = options.countsInstructions ? countInstructions(chosen) : []
    let isWhole =
      measurements.count == chosen.count
      && (!options.countsInstructions || !stop.isAsked)
    return BenchReport(
      machine: MachineDescription(), runs: options.runs, isQuick: options.isQuick,
      isPartial: !isWhole, measurements: measurements, instructions: counts)
  }

  /// Nil if it was asked to stop before all rounds were over.
  private func measure(_ benchmark: Benchmark) -> Measurement? {
    let size = size(of: benchmark)
    var rounds: [Round] = []
    for number in 0..<options.runs {
      if stop.isAsked { return nil }
      progress("\(benchmark.name): round \(number + 1) of \(options.runs)")
      rounds.append(round(benchmark, size, subjectFirst: number % 2 == 1))
    }
    return Measurement(
      benchmark, rounds, events: size.events,
      judges: !options.isQuick && options.events == nil)
  }

  private func size(of benchmark: Benchmark) -> Benchmark.Size {
    if let events = options.events {
      return Benchmark.Size(warmup: benchmark.warmup, events: events)
    }
    let divisor: Int64 = options.isQuick ? 10 : 1
    return Benchmark.Size(
      warmup: benchmark.warmup / divisor, events: max(1, benchmark.events / divisor))
  }

  /// Which runs first changes from round to round, so that neither has the warmer machine.
  private func round(
    _ benchmark: Benchmark, _ size: Benchmark.Size, subjectFirst: Bool
  ) -> Round {
    if subjectFirst {
      let subject = benchmark.measure(size)
      return Round(subject: subject, reference: measureReference(of: benchmark, size))
    }
    let reference = measureReference(of: benchmark, size)
    return Round(subject: benchmark.measure(size), reference: reference)
  }

  private func measureReference(of benchmark: Benchmark, _ size: Benchmark.Size) -> Sample {
    switch benchmark.reference {
    case .yardstick(let pending):
      // As long as the subject where it counts events, so that both pop the same ones.
      let isHold = benchmark.group == "queue"
      let events = isHold ? size.events : min(size.events, 2_000_000)
      let warmup = isHold ? size.warmup : 500_000
      return HoldYardstick.measure(
        pending: pending, Benchmark.Size(warmup: warmup, events: events))
    case .benchmark(let name):
      guard let other = all.first(where: { $0.name == name }) else {
        preconditionFailure("\(benchmark.name) is compared to \(name), which is none")
      }
      return other.measure(size)
    }
  }

  private func countInstructions(_ chosen: [Benchmark]) -> [InstructionCount] {
    defer { InstructionCount.finish() }
    return chosen.compactMap { benchmark in
      if stop.isAsked { return nil }
      progress("\(benchmark.name): instructions")
      return InstructionCount.measure(benchmark)
    }
  }
}
