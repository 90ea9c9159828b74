public import Experiments
import Scenarios
public import Simulator

/// The story of one run as a page for a terminal.
///
/// Its parts, from the top: what was run and whether it held, agents and faults over time, what
/// happened, latencies by part of the run, counts, expectations and checks, and how to run it again.
/// The same outcome gives the same page.
public struct RunPage: Sendable {
  /// The lines, each with its end. None is wider than asked for but the one that runs it again, which
  /// must stay whole to be copied.
  public let output: OutputText
  /// The same as a text.
  public var text: String { output.text }

  /// - Parameters:
  ///   - width: columns of the terminal; used from 60 to 160.
  ///   - color: whether to colour it with the codes of ECMA-48.
  ///   - ascii: whether the terminal shows ASCII only.
  ///   - program: the name of the program that runs it again.
  ///   - part: the part of the run that is drawn and told; nil for all of it, with what was measured.
  public init(
    _ outcome: Outcome, width: Int = 100, color: Bool = false, ascii: Bool = false,
    program: String = ReplayLine.lockstep, part: Range<Nanoseconds>? = nil
  ) {
    let look = Look(
      width: Swift.min(Swift.max(60, width), 160), hasColor: color, isASCII: ascii,
      substitutes: outcome.timeline.states.reduce(into: [:]) {
        $0[Character($1.glyph)] = Character($1.ascii)
      })
    let page = PageBuilder(outcome, width: look.width, part: part)
    var replay = ReplayLine(program: program).text(outcome.scenario, seed: outcome.seed)
    if let part {
      replay +=
        " --zoom \(DurationText.exact(part.lowerBound))..\(DurationText.exact(part.upperBound))"
    }
    let lines = page.lines.map { $0.cut(to: look.width) } + [PageLine(replay, .heading)]
    output = lines.reduce(into: OutputText()) { $0 += OutputText($1, look) }
  }
}

/// Puts the parts of a page under one another.
struct PageBuilder {
  private(set) var lines: [PageLine] = []
  let outcome: Outcome
  let width: Int

  init(_ outcome: Outcome, width: Int, part: Range<Nanoseconds>? = nil) {
    self.outcome = outcome
    self.width = width
    lines = Verdict(outcome, width: width).lines
    lines += [PageLine()] + Strip(outcome, width: width, part: part).lines
    add("What happened", Story(outcome).lines(width: width, part: part))
    if part != nil {
      lines.append(PageLine())
      addFoot()
      return
    }
    add("Latencies and other samples", LatencyTable(outcome, width: width).lines)
    add("Counts", Counts(outcome: outcome, width: width).lines)
    let judgement = Judgement(outcome, width: width)
    add("Expected", judgement.expectations)
    add("Checked", judgement.checks)
    lines.append(PageLine())
    addFoot()
  }

  private mutating func add(_ title: String, _ part: [PageLine]) {
    if part.isEmpty { return }
    lines += [PageLine(), PageLine(title, .heading)] + part
  }

  private mutating func addFoot() {
    lines.append(
      PageLine(
        "fingerprint \(FingerprintText.text(outcome.fingerprint))   "
          + "\(CountText.counted(outcome.eventCount, "event"))   "
          + "\(endText) of virtual time"))
  }

  /// In whole minutes or hours where the run ended on one.
  private var endText: String {
    outcome.end % (60 * .second) == 0
      ? DurationText.text(outcome.end) : DurationText.exact(outcome.end)
  }
}
