// swift-tools-version: 6.2
import PackageDescription

// A package outside: it depends on Lockstep by path and brings a protocol of its own.
let package = Package(
  name: "Outside",
  products: [.executable(name: "paxos", targets: ["PaxosProgram"])],
  dependencies: [.package(name: "Lockstep", path: "../..")],
  targets: [
    .target(
      name: "Paxos",
      dependencies: [
        .product(name: "Simulator", package: "Lockstep"),
        .product(name: "Scenarios", package: "Lockstep"),
        .product(name: "Experiments", package: "Lockstep"),
      ]),
    // The whole command over the registry of this package. Its module is not called `paxos`, which file
    // systems without case could not tell from `Paxos`.
    .executableTarget(
      name: "PaxosProgram",
      dependencies: [
        "Paxos",
        .product(name: "Command", package: "Lockstep"),
        .product(name: "Experiments", package: "Lockstep"),
      ]),
    .testTarget(
      name: "PaxosTests",
      dependencies: [
        "Paxos", "PaxosProgram",
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
