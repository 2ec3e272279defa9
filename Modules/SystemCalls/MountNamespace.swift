internal import CLinux

/// The calling thread's view of the file system.
public enum MountNamespace {
  /// Gives the calling thread a view of its own, in which each of `files` stands in for the file of its value.
  ///
  /// Nobody else sees the change; it ends with the thread, or with the program that it becomes.
  public static func substitute(_ files: [(file: String, place: String)]) throws(SystemError) {
    guard linux_unshare(LINUX_CLONE_NEWNS) == 0 else { throw SystemError("make a mount namespace") }
    guard linux_mount("none", "/", UInt(LINUX_MS_REC | LINUX_MS_PRIVATE)) == 0 else {
      throw SystemError("make the mounts private")
    }
    for (file, place) in files where linux_mount(file, place, UInt(LINUX_MS_BIND)) != 0 {
      throw SystemError("mount \(file) on \(place)")
    }
  }
}
