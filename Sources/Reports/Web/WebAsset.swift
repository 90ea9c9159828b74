/// What every page is made of beside its run, from the files that stand here.
enum WebAsset {
  static let page = text(PackageResources.page_html)
  static let style = text(PackageResources.style_css)
  /// The parts of the script in one scope, each after those that it uses.
  static let script =
    "(() => {\n\"use strict\";\n"
    + [
      PackageResources.archive_js, PackageResources.run_js, PackageResources.view_js,
      PackageResources.diagram_js, PackageResources.overview_js, PackageResources.charts_js,
      PackageResources.panels_js, PackageResources.page_js,
    ].map { text($0) }.joined() + "})();\n"

  private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}
