// swift-tools-version: 6.2
import PackageDescription

// A package of somebody else's: it depends on Lockstep by path and brings a protocol of its own.
let package = Package(
  name: "Outside",
  dependencies: [.package(name: "Lockstep", path: "../..")],
  targets: [
    .target(
      name: "Paxos",
      dependencies: [
        .product(name: "Simulator", package: "Lockstep"),
        .product(name: "Scenarios", package: "Lockstep"),
        .product(name: "Experiments", package: "Lockstep"),
      ]),
    .testTarget(
      name: "PaxosTests",
      dependencies: [
        "Paxos",
        .product(name: "Simulator", package: "Lockstep"),
        .product(name: "Scenarios", package: "Lockstep"),
        .product(name: "Experiments", package: "Lockstep"),
      ]),
    .executableTarget(
      name: "speed",
      dependencies: [
        .product(name: "Simulator", package: "Lockstep"),
        .product(name: "Protocols", package: "Lockstep"),
      ], path: "Sources/Speed"),
  ]
)
