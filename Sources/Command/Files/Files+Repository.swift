extension Files {
  /// A file as tools that show changes of its repository name it: its path from the directory that holds
  /// `.git`; without one, from the root of these files, or from the top.
  ///
  /// - Parameter path: from the top.
  func place(inRepository path: String) -> String {
    var folder = Files.parent(path)
    while Files(root: folder).kind(".git") == .missing, folder != "/" {
      folder = Files.parent(folder)
    }
    if Files(root: folder).kind(".git") == .missing {
      folder = Files.real(root) ?? Files.plain(root)
    }
    return folder != "/" && path.hasPrefix(folder + "/")
      ? String(path.dropFirst(folder.count + 1)) : path
  }
}
