import Experiments
import Reports
import Scenarios
import Simulator

/// What sets the runs of a scenario apart from the recorded ones.
struct Movement: Sendable {
  /// What the record's lines say otherwise; of measures nothing where `variants` tell of them.
  var lines: [RecordDifference] = []
  /// What keeps the runs from being compared, if anything does.
  var note: String?
  /// The variants of which runs differ, or numbers.
  var variants: [Variant] = []

  /// The runs of one variant beside those that were recorded.
  struct Variant: Sendable {
    /// Empty without `vary`.
    let label: String
    /// The seeds that both have and whose runs differ, in order.
    let seeds: [UInt64]
    let comparison: Comparison
    /// Whether its differences count among those of all scenarios that were tested together.
    var isNamed = true

    /// How many seeds both have.
    var seedCount: Int { comparison.runs.first }

    /// Whether no difference could be called, however large.
    var isTooFew: Bool { seedCount < comparison.leastSeeds }

    /// What differs by more than luck, what moved most first.
    var called: [Difference] { isNamed && !isTooFew ? comparison.mostMoved : [] }

    /// How much moved most: by the share that is sure.
    var size: Double { called.map { $0.leastShare }.max() ?? 0 }

    /// What all numbers came to together.
    var verdict: Verdict {
      if isTooFew { return comparison.uncalled.isEmpty ? .same : .tooFew }
      let called = called
      if called.contains(where: { $0.verdict == .worse }) { return .worse }
      if called.contains(where: { $0.verdict == .better }) { return .better }
      if !called.isEmpty { return .differs }
      return comparison.differences.allSatisfy { $0.verdict == .identical } ? .same : .notSeen
    }
  }

  /// What all numbers of a variant, or of a scenario, came to: the gravest first.
  enum Verdict: String, Word {
    case worse
    case differs
    case better
    case tooFew = "too few seeds"
    case notSeen = "no difference seen"
    /// Runs differ, and no number does.
    case same = "same numbers"
  }

  /// The gravest verdict of a variant; nil if none is compared.
  var verdict: Verdict? {
    let verdicts = variants.map { $0.verdict }
    return Verdict.allCases.first { verdicts.contains($0) }
  }

  /// How much moved most: by the share that is sure.
  var size: Double { variants.map { $0.size }.max() ?? 0 }

  /// The variants, that of which most moved first.
  var byMove: [Variant] {
    let sizes = variants.map { $0.size }
    return variants.indices.sorted {
      sizes[$0] == sizes[$1] ? $0 < $1 : sizes[$0] > sizes[$1]
    }.map { variants[$0] }
  }

  var isEmpty: Bool { lines.isEmpty && note == nil && variants.isEmpty }
}

extension Movement {
  /// What sets runs apart from the record by seed.
  init(from old: SeedRecord, to new: SeedRecord) {
    let header = old.header.measuring(as: new.header)
    for (index, variant) in new.variants.enumerated() {
      guard let place = old.variants.firstIndex(where: { $0.label == variant.label }) else {
        continue
      }
      let side = Comparison.Side(header, rows: old.variants[place].rows)
      let comparison = Comparison(side, new.side(index), isPaired: true, relative: 0.05)
      let seeds = Movement.differing(old.variants[place].rows, variant.rows)
      let isSame =
        seeds.isEmpty && comparison.differences.allSatisfy { $0.verdict == .identical }
        && Movement.agree(old.variants[place], variant)
      if isSame || comparison.runs.first == 0 { continue }
      variants.append(Variant(label: variant.label, seeds: seeds, comparison: comparison))
    }
  }

  /// Whether all that is digested is the same, as far as both have the same seeds.
  private static func agree(_ old: SeedRecord.Variant, _ new: SeedRecord.Variant) -> Bool {
    if old.rows.first?.seed == new.rows.first?.seed, old.outcome != new.outcome { return false }
    return old.rows.map { $0.seed } != new.rows.map { $0.seed }
      || old.fingerprint == new.fingerprint
  }

  /// What is measured now and was not, and the other way round.
  static func measures(_ old: SweepHeader, _ new: SweepHeader) -> [RecordDifference] {
    let (before, after) = (old.measures.map { $0.name }, new.measures.map { $0.name })
    return after.filter { !before.contains($0) }.map {
      RecordDifference(name: "measure \($0)", was: nil, now: "measured")
    }
      + before.filter { !after.contains($0) }.map {
        RecordDifference(name: "measure \($0)", was: "measured", now: nil)
      }
  }

  /// The seeds of both whose runs have other fingerprints.
  private static func differing(_ old: [SweepRow], _ new: [SweepRow]) -> [UInt64] {
    let known = Dictionary(
      old.map { ($0.seed, $0.fingerprint) }, uniquingKeysWith: { one, _ in one })
    return new.filter { row in known[row.seed].map { $0 != row.fingerprint } ?? false }
      .map { $0.seed }
  }
}

extension SweepHeader {
  /// The same with what is better of a measure as another header has it.
  fileprivate func measuring(as other: SweepHeader) -> SweepHeader {
    var header = self
    header.measures = measures.map { measure in
      var measure = measure
      if let match = other.measures.first(where: { $0.name == measure.name }) {
        measure.better = match.better
      }
      return measure
    }
    return header
  }
}
