// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .strictMemorySafety(),
  .treatAllWarnings(as: .error),
]

let products: [Product] = [
  .library(name: "Simulator", targets: ["Simulator"]),
  .library(name: "Protocols", targets: ["Protocols"]),
  .library(name: "Checks", targets: ["Checks"]),
  .library(name: "Scenarios", targets: ["Scenarios"]),
  .library(name: "Experiments", targets: ["Experiments"]),
  .library(name: "Reports", targets: ["Reports"]),
  .library(name: "Command", targets: ["Command"]),
  .executable(name: "lockstep", targets: ["lockstep"]),
]

let targets: [Target] = [
  .target(name: "Simulator", swiftSettings: settings),
  .target(name: "Protocols", dependencies: ["Simulator"], swiftSettings: settings),
  .target(name: "Checks", dependencies: ["Simulator"], swiftSettings: settings),
  .target(name: "Scenarios", dependencies: ["Simulator"], swiftSettings: settings),
  .target(
    name: "Experiments", dependencies: ["Simulator", "Protocols", "Checks", "Scenarios"],
    swiftSettings: settings),
  .target(
    name: "Reports",
    dependencies: ["Experiments", "Scenarios", "Checks", "Protocols", "Simulator"],
    resources: [
      "page.html", "style.css", "archive.js", "run.js", "view.js", "diagram.js", "overview.js",
      "charts.js", "panels.js", "page.js",
    ].map { .embedInCode("Web/\($0)") },
    swiftSettings: settings),
  .target(name: "Yardstick"),
  .target(
    name: "Command",
    dependencies: [
      "Reports", "Experiments", "Scenarios", "Checks", "Protocols", "Simulator",
    ],
    swiftSettings: settings),
  // Apart from the command, so that a program outside does not link the yardstick.
  .target(
    name: "Benchmarks",
    dependencies: [
      "Command", "Reports", "Experiments", "Scenarios", "Protocols", "Simulator", "Yardstick",
    ],
    swiftSettings: settings),
  .executableTarget(
    name: "lockstep", dependencies: ["Benchmarks", "Command", "Experiments"],
    swiftSettings: settings),
  .testTarget(
    name: "SimulatorTests", dependencies: ["Simulator"], swiftSettings: settings),
  .testTarget(
    name: "ProtocolsTests", dependencies: ["Protocols", "Checks", "Simulator"],
    swiftSettings: settings),
  .testTarget(
    name: "ChecksTests", dependencies: ["Checks", "Simulator"], swiftSettings: settings),
  .testTarget(
    name: "ScenariosTests", dependencies: ["Scenarios", "Simulator"],
    exclude: ["Conformance", "Golden", "Malformed", "Valid"], swiftSettings: settings),
  .testTarget(
    name: "ExperimentsTests",
    dependencies: ["Experiments", "Scenarios", "Checks", "Protocols", "Simulator"],
    swiftSettings: settings),
  .testTarget(
    name: "ReportsTests",
    dependencies: ["Reports", "Experiments", "Scenarios", "Checks", "Simulator"],
    exclude: ["Pages"], swiftSettings: settings),
  .testTarget(
    name: "CommandTests",
    dependencies: [
      "Benchmarks", "Command", "Reports", "Experiments", "Scenarios", "Checks", "Protocols",
      "Simulator", "lockstep",
    ],
    exclude: ["Traces"], swiftSettings: settings),
]

let package = Package(
  name: "Lockstep", products: products, targets: targets, cxxLanguageStandard: .cxx17)
