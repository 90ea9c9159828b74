import Reports

/// The folders of records of some tests, and what is changed in them.
struct RecordUpdate {
  private let tests: [ScenarioTest]
  private let context: Context
  /// From the top, each once.
  private var folders: [String] = []

  init(_ tests: [ScenarioTest], _ context: Context) {
    self.tests = tests
    self.context = context
    let home = Home(context.files)
    let own = home.hasScenarios ? [home.files.absolute(Home.results)] : []
    for folder in own + tests.compactMap({ $0.path.record?.folder })
    where !folders.contains(folder) {
      folders.append(folder)
    }
  }

  /// Finishes or drops what an update that was stopped has left.
  func recover() throws(Complaint) {
    for folder in folders {
      do throws(SystemError) {
        if let line = try UpdateLog.recover(folder) {
          context.console.complain("\(folder): \(line)")
        }
      } catch {
        throw Complaint("cannot settle an update in \(folder): \(error.words)", .programFailed)
      }
    }
  }

  /// Tries whether each record could be written.
  func attempt() throws(Complaint) {
    for test in tests {
      guard let record = test.path.record else { continue }
      for path in [record.absolute, record.seeds] { _ = try OutputFile(path, context) }
    }
  }

  /// Records what reports say was updated, and removes records, all at once in each folder.
  func commit(_ reports: [TestReport], removing orphans: [String]) throws(Complaint) {
    for folder in folders {
      var log = UpdateLog(folder: folder)
      for report in reports {
        guard case .updated = report.change, let record = report.path.record,
          record.folder == folder, let now = report.record
        else { continue }
        log.add(record.absolute, now.text)
        log.add(record.seeds, now.seeds.text)
      }
      for path in orphans where path.hasPrefix(folder + "/") { log.add(path, nil) }
      do throws(SystemError) {
        try log.commit()
      } catch {
        throw Complaint("cannot record in \(folder): \(error.words)", .programFailed)
      }
    }
  }

  /// A record without a scenario.
  struct Orphan {
    /// As messages name it.
    let spelling: String
    /// The files that it is made of, from the top.
    let files: [String]
  }

  /// Records whose scenario is gone, of folders all of whose scenarios are tested.
  ///
  /// A folder of records holds other files too: a record names its scenario.
  ///
  /// - Parameter directories: those that were named, from the top.
  func orphans(_ directories: [String]) -> [Orphan] {
    let home = Home(context.files)
    var bases = tests.compactMap { $0.path.record }.map { (base: $0.base, folder: $0.folder) }
    if home.hasScenarios { bases.append((home.folder, home.files.absolute(Home.results))) }
    let whole = folders.filter { folder in
      bases.contains { $0.folder == folder && directories.contains($0.base) }
    }
    let known = Set(tests.compactMap { $0.path.record?.absolute })
    let own = home.files.absolute(Home.results)
    return whole.flatMap { folder in
      orphans(in: folder, known).map { name, files in
        Orphan(
          spelling: folder == own ? "\(Home.results)/\(name)" : "\(folder)/\(name)", files: files)
      }
    }
  }

  /// Names of records below a folder, without those known, each with its files.
  private func orphans(in folder: String, _ known: Set<String>) -> [(String, [String])] {
    let (text, seeds) = (ScenarioPath.Record.endings[0], ScenarioPath.Record.endings[1])
    let files = Files(root: folder)
    let names = files.list(".", endings: [text, seeds]).filter { isRecord($0, files) }
    var orphans: [(String, [String])] = []
    for name in names where name.hasSuffix(text) && !known.contains("\(folder)/\(name)") {
      let other = String(name.dropLast(text.count)) + seeds
      let both = names.contains(other) ? [name, other] : [name]
      orphans.append((name, both.map { "\(folder)/\($0)" }))
    }
    for name in names where name.hasSuffix(seeds) {
      let other = String(name.dropLast(seeds.count)) + text
      if !names.contains(other), !known.contains("\(folder)/\(other)") {
        orphans.append((name, ["\(folder)/\(name)"]))
      }
    }
    return orphans
  }

  private func isRecord(_ name: String, _ files: Files) -> Bool {
    guard let bytes = files.bytes(name, limit: 1 << 12) else { return false }
    let text = String(decoding: bytes, as: UTF8.self)
    return text.hasPrefix("scenario: ") || text.hasPrefix(SeedRecord.signature + "\n")
  }
}
