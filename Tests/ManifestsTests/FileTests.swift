import Diagnostics
import Glibc
import Manifests
import PolicyModel
import Support
import Testing

struct FileTests {
  private func namespace(_ name: String) -> String { "apiVersion: v1\nkind: Namespace\nmetadata: {name: \(name)}\n" }

  private func names(_ manifests: LoadedManifests) -> [String] {
    manifests.lines("namespace").map { String($0.split(separator: " ")[1]) }
  }

  @Test func `Folders are read with the folders in them, by name, hidden ones left out`() throws {
    try TemporaryFolder.with { folder in
      for name in [
        "b.yaml", "a/c.yml", "a/d.json", "z/y/x.yaml", ".hidden/no.yaml", ".no.yaml", "no.txt", "a/no.yaml~",
      ] {
        _ = try folder.write(namespace(String(name.split(separator: "/").last!.prefix { $0 != "." })), to: name)
      }
      let manifests = ManifestReader.load(paths: [folder.path])
      #expect(manifests.problems == "")
      #expect(names(manifests) == ["b", "c", "d", "x"])
      #expect(
        manifests.cluster.files.names.map { $0.dropFirst(folder.path.count + 1) } == [
          "a/c.yml", "a/d.json", "b.yaml", "z/y/x.yaml",
        ])
    }
  }

  @Test func `A file that is named by itself is read whatever its name, and only once`() throws {
    try TemporaryFolder.with { folder in
      let file = try folder.write(namespace("a"), to: ".odd")
      #expect(symlink(file, folder.path(of: "same.yaml")) == 0)
      #expect(link(file, folder.path(of: "hard.yaml")) == 0)
      let manifests = ManifestReader.load(paths: [file, file, folder.path, folder.path + "/same.yaml"])
      #expect(manifests.diagnostics.isEmpty)
      #expect(names(manifests) == ["a"])
      #expect(manifests.cluster.files.names == [file])
    }
  }

  @Test func `A loop of symbolic links is walked once`() throws {
    try TemporaryFolder.with { folder in
      _ = try folder.write(namespace("a"), to: "in/a.yaml")
      #expect(symlink("..", folder.path(of: "in/up")) == 0)
      #expect(symlink(folder.path, folder.path(of: "self")) == 0)
      #expect(symlink("round.yaml", folder.path(of: "round.yaml")) == 0)
      let manifests = ManifestReader.load(paths: [folder.path])
      #expect(names(manifests) == ["a"])
      #expect(
        manifests.problems == "\(folder.path)/round.yaml: error: can't be read: too many levels of symbolic links")
    }
  }

  @Test func `What can't be read is said, and the rest is read`() throws {
    try TemporaryFolder.with { folder in
      let file = try folder.write(namespace("a"), to: "a.yaml")
      _ = try folder.write("", to: "empty/readme.txt")
      #expect(symlink("nowhere", folder.path(of: "broken.yaml")) == 0)
      let manifests = ManifestReader.load(
        paths: [
          folder.path(of: "missing"), "", file, folder.path(of: "empty"), folder.path(of: "a.yaml/b"), folder.path,
        ])
      #expect(names(manifests) == ["a"])
      #expect(
        manifests.problems == """
          \(folder.path)/missing: error: there is no such file or folder
          note: name a file, a folder, or - for standard input
          "": error: there is no such file or folder
          note: the path is empty
          \(folder.path)/empty: warning: holds no manifest
          note: of a folder, files named *.yaml, *.yml and *.json are read, hidden ones excepted
          \(folder.path)/a.yaml/b: error: there is no such file or folder
          note: name a file, a folder, or - for standard input
          \(folder.path)/broken.yaml: error: can't be read: no such file or directory
          """)
    }
  }

  @Test func `A file that can't be opened is an error`() throws {
    try TemporaryFolder.with { folder in
      let path = folder.path(of: "socket")
      let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
      defer { close(descriptor) }
      var address = sockaddr_un()
      address.sun_family = sa_family_t(AF_UNIX)
      withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: Array(path.utf8).prefix(100)) }
      let isBound = withUnsafePointer(to: &address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0
        }
      }
      try #require(isBound)
      let manifests = ManifestReader.load(paths: [path])
      #expect(manifests.problems == "\(path): error: can't be read: no such device or address")
    }
  }

  @Test func `A FIFO is read to its end, however early that comes`() throws {
    try TemporaryFolder.with { folder in
      let path = folder.path(of: "fifo.yaml")
      #expect(mkfifo(path, 0o600) == 0)
      let text = namespace("a") + "---\n{\"apiVersion\": \"v1\", \"ki"
      let child = Command.shell("{ exec >/dev/null 2>&1; printf '%s' '\(text)' > \(path); } &")
      _ = try child.run()
      let manifests = ManifestReader.load(paths: [path])
      #expect(names(manifests) == ["a"])
      #expect(manifests.problems.hasPrefix("\(path):5:25: error: the text ends too early"))
      let skipped = ManifestReader.load(paths: [folder.path])
      #expect(
        skipped.problems == "\(path): warning: is not a regular file; skipped\nnote: name it by itself to read it")
    }
  }

  @Test func `Diagnostics come in the order of files and lines`() throws {
    try TemporaryFolder.with { folder in
      let first = try folder.write(namespace("B") + "---\n" + namespace("same"), to: "z.yaml")
      let second = try folder.write(namespace("same") + "labels: {}\n---\n" + namespace("C"), to: "a.yaml")
      let places = ManifestReader.load(paths: [first, second]).diagnostics.map(\.place.description)
      #expect(places == ["\(first):3:18", "\(second):1:1", "\(second):4:1", "\(second):8:18"])
    }
  }

  @Test func `After a broken document the next one is read, in files as in texts`() throws {
    try TemporaryFolder.with { folder in
      let text = "a: b: c\n---\n" + namespace("a") + "---\n[\n--- # comment\n" + namespace("b") + "---\nx: *y\n"
      let file = try folder.write(text, to: "a.yaml")
      let manifests = ManifestReader.load(paths: [file])
      #expect(names(manifests) == ["a", "b"])
      let places = manifests.diagnostics.map { $0.place.description.dropFirst(file.count) }
      #expect(places == [":1:5", ":7:1", ":8:1", ":13:4"])
      #expect(names(load(text)) == ["a", "b"])
    }
  }
}
