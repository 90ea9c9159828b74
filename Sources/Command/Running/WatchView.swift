import Experiments
import Foundation
import Reports
import Scenarios
import Simulator

/// Shows a run while it goes on, at a chosen speed.
struct WatchView {
  /// Virtual seconds for each second of the reader.
  private var speed: Double
  private let loop: RunLoop
  private let context: Context
  private var isPaused = false
  /// The latest notes.
  private var stated: [String] = []

  /// The speeds that may be asked for.
  static let speeds = 0.000_001...1_000_000.0

  init(speed: Double, _ loop: RunLoop, _ context: Context) {
    self.speed = speed
    self.loop = loop
    self.context = context
  }

  /// Runs to the end, shown as it goes.
  ///
  /// - Returns: whether it came to the end, and was not stopped by a signal.
  mutating func run(_ session: Session) throws(Complaint) -> Bool {
    guard let terminal = context.terminal else { return try tell(session) }
    terminal.makeRaw(true)
    context.console.out("\u{1B}[?1049h\u{1B}[?25l")
    defer {
      context.console.out("\u{1B}[?25h\u{1B}[?1049l")
      terminal.makeRaw(false)
    }
    return try show(session, on: terminal)
  }

  // MARK: On a terminal

  /// Milliseconds from a picture to the next.
  private static var frame: Int32 { 50 }

  private mutating func show(
    _ session: Session, on terminal: Terminal
  ) throws(Complaint) -> Bool {
    var reader = KeyReader()
    var last = ProcessInfo.processInfo.systemUptime
    if try !advance(session, to: 0) { return false }
    while !loop.stop.isAsked {
      draw(session, on: terminal)
      let bytes = terminal.read(WatchView.frame)
      if bytes?.isEmpty ?? false { break }
      for key in reader.keys(of: bytes ?? []) {
        switch key {
        case .character("q"), .endOfInput: return try rest(session)
        case .cancel: return false
        case .character(" "): isPaused.toggle()
        case .character("+"), .up: speed = min(WatchView.speeds.upperBound, speed * 2)
        case .character("-"), .down: speed = max(WatchView.speeds.lowerBound, speed / 2)
        case .right, .character("s"):
          isPaused = true
          if session.step() { take(session) }
        default: break
        }
      }
      let now = ProcessInfo.processInfo.systemUptime
      let span = min(now - last, 1) * speed
      last = now
      if isPaused { continue }
      let step = Nanoseconds(min(span * 1e9, Double(session.scenario.duration)))
      let end = min(session.scenario.duration, session.now + max(1, step))
      if try !advance(session, to: end) { return false }
      if session.now >= session.scenario.duration || session.isOver || session.hasViolation {
        isPaused = true
        if session.metEventLimit { return true }
      }
    }
    return false
  }

  private func draw(_ session: Session, on terminal: Terminal) {
    let size = terminal.size()
    let isOver =
      session.now >= session.scenario.duration || session.isOver || session.hasViolation
    let state =
      isOver ? "over; q shows its page" : isPaused ? "paused" : "speed \(WatchView.text(speed))"
    let page = WatchPage(
      session, columns: size.columns, rows: size.rows - 1, color: context.console.hasColor,
      state: state, stated: stated)
    var text: OutputText = "\u{1B}[H"
    // Each line ends what was there before; raw modes leave line ends as they are.
    for line in page.lines { text += "\u{1B}[K" + line }
    text += "\u{1B}[J\u{1B}[\(size.rows);1H"
    text += "space pauses   → steps   + - speed   q ends the view\u{1B}[K"
    context.console.out(text)
  }

  private static func text(_ speed: Double) -> String {
    speed >= 1 ? "×\(Int64(speed))" : "1/\(Int64((1 / speed).rounded()))"
  }

  // MARK: Going on

  private mutating func advance(
    _ session: Session, to time: Nanoseconds
  ) throws(Complaint) -> Bool {
    var notes: [String] = []
    let isWhole = try loop.run(
      session, until: time,
      while: { session in
        notes += WatchView.notes(session)
        if notes.count > 200 { notes.removeFirst(notes.count - 100) }
        return true
      }, between: { _ in })
    remember(notes)
    return isWhole
  }

  private mutating func take(_ session: Session) { remember(WatchView.notes(session)) }

  private mutating func remember(_ notes: [String]) {
    stated += notes
    if stated.count > 100 { stated.removeFirst(stated.count - 100) }
  }

  private static func notes(_ session: Session) -> [String] {
    session.records.filter { $0.kind == .note || $0.kind == .fault || $0.kind == .life }
      .map { "\($0.time.text)  \($0.text)" }
  }

  /// What is left, unseen.
  private func rest(_ session: Session) throws(Complaint) -> Bool {
    try loop.run(session, between: { _ in })
  }

  // MARK: Elsewhere

  /// Lines of a run that is told, beside those of notes and faults.
  private static var toldLines: Int64 { 20 }

  /// A line now and then, without a wait.
  private mutating func tell(_ session: Session) throws(Complaint) -> Bool {
    let duration = session.scenario.duration
    for step in 0...WatchView.toldLines {
      let time = duration / WatchView.toldLines * step
      let end = step == WatchView.toldLines ? duration : time
      if try !loop.run(session, until: end, between: { _ in }) { return false }
      context.console.out(WatchPage.line(session))
      if session.isOver || session.hasViolation || session.metEventLimit { return true }
    }
    return true
  }
}
