// swift-tools-version: 6.2
import PackageDescription

// A package outside: it depends on Lockstep by path and brings two protocols of its own.
let package = Package(
  name: "Outside",
  products: [.executable(name: "outside", targets: ["OutsideProgram"])],
  dependencies: [.package(name: "Lockstep", path: "../..")],
  targets: [
    .target(
      name: "Paxos",
      dependencies: [
        .product(name: "Simulator", package: "Lockstep"),
        .product(name: "Scenarios", package: "Lockstep"),
        .product(name: "Experiments", package: "Lockstep"),
      ]),
    .target(
      name: "ABD",
      dependencies: [
        .product(name: "Simulator", package: "Lockstep"),
        .product(name: "Scenarios", package: "Lockstep"),
        .product(name: "Experiments", package: "Lockstep"),
      ]),
    // The whole command over the registry of this package.
    .executableTarget(
      name: "OutsideProgram",
      dependencies: [
        "ABD", "Paxos",
        .product(name: "Command", package: "Lockstep"),
        .product(name: "Experiments", package: "Lockstep"),
      ]),
    .testTarget(
      name: "ABDTests",
      dependencies: [
        "ABD",
        .product(name: "Simulator", package: "Lockstep"),
        .product(name: "Scenarios", package: "Lockstep"),
        .product(name: "Experiments", package: "Lockstep"),
      ]),
    .testTarget(name: "ProgramTests", dependencies: ["OutsideProgram"]),
    .testTarget(
      name: "PaxosTests",
      dependencies: [
        "Paxos",
        .product(name: "Simulator", package: "Lockstep"),
        .product(name: "Scenarios", package: "Lockstep"),
        .product(name: "Experiments", package: "Lockstep"),
        .product(name: "Reports", package: "Lockstep"),
      ]),
    .executableTarget(
      name: "speed",
      dependencies: [
        .product(name: "Simulator", package: "Lockstep"),
        .product(name: "Protocols", package: "Lockstep"),
      ], path: "Sources/Speed"),
  ]
)
