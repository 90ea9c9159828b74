import Experiments
import Reports
import Simulator

/// Where journals are kept that were not named.
enum JournalPlace {
  /// The journal that was named, or the one at its standard place; nil if that cannot be used, which
  /// was not asked for.
  ///
  /// - Parameter what: what starts from the beginning without one.
  static func open(
    _ plan: SweepPlan, _ name: String?, _ context: Context, what: String = "sweep"
  ) throws(Complaint) -> Journal? {
    do throws(Journal.Refusal) {
      let journal = try journal(plan, name, context)
      announce(journal, context.console)
      return journal
    } catch {
      if name != nil { throw Complaint(error.line) }
      if case .inUse = error { throw Complaint(error.line) }
      context.console.complain(
        "\(error.line); going on without a journal, so if this \(what) is stopped, it starts from the "
          + "beginning")
      return nil
    }
  }

  private static func journal(
    _ plan: SweepPlan, _ name: String?, _ context: Context
  ) throws(Journal.Refusal) -> Journal {
    var header = plan.header
    guard let build = context.build() else {
      throw .place(
        "this program cannot read its own file, and so not tell its journals from another build's")
    }
    header.build = build
    let state = context.state
    let seal: RowSeal
    do throws(StateFolder.Refusal) {
      if name == nil { try state.prepareJournals() }
      seal = try state.seal()
    } catch {
      throw .place("\(error.line) (XDG_STATE_HOME names another folder for it)")
    }
    let path = name.map { context.files.absolute($0) } ?? standardPath(header, context)
    return try Journal(path, header, seal)
  }

  private static func announce(_ journal: Journal, _ console: Console) {
    if let dropped = journal.dropped {
      let count = CountText.counted(Int64(dropped.byteCount), "byte")
      switch dropped.mistake {
      case let mistake? where mistake.kind != .torn:
        console.complain(
          "\(journal.path):\(mistake.line): \(mistake.message); dropped this line and what follows, "
            + "\(count), and runs that again")
      default: console.complain("\(journal.path): dropped a torn end of \(count)")
      }
    }
    if journal.found > 0 {
      let count = CountText.counted(Int64(journal.found), "run")
      console.complain("going on after \(count) of \(journal.path)")
    }
  }

  /// A journal's place by what the sweep runs, so that the same line finds it again.
  private static func standardPath(_ header: SweepHeader, _ context: Context) -> String {
    var digest = Digest()
    digest.feed(header.text(.open))
    digest.feed(Home(context.files).path)
    let last = header.file.split(separator: "/").last ?? "sweep"
    let name = last.prefix { $0 != "." }
    return "\(context.state.journals)/\(name)-\(digest.text).journal"
  }
}
