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
      if let record = test.path.record { _ = try OutputFile(record.absolute, context) }
    }
  }

  /// Records what reports say was updated, and removes records, all at once in each folder.
  func commit(_ reports: [TestReport], removing orphans: [String]) throws(Complaint) {
    for folder in folders {
      var log = UpdateLog(folder: folder)
      for report in reports {
        guard case .updated = report.change, let record = report.path.record,
          record.folder == folder, let text = report.record
        else { continue }
        log.add(record.absolute, text)
      }
      for path in orphans where path.hasPrefix(folder + "/") { log.add(path, nil) }
      do throws(SystemError) {
        try log.commit()
      } catch {
        throw Complaint("cannot record in \(folder): \(error.words)", .programFailed)
      }
    }
  }
}
