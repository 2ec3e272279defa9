/// The tables of a history's file, one step for each version; steps are only ever added at the end.
///
/// `PRAGMA user_version` is the number of steps that a file has behind it, `application_id` says whose file it is.
enum Schema {
  /// `moat` in ASCII.
  static let applicationID = 0x6d6f_6174

  /// What this build reads and writes.
  static var version: Int { steps.count }

  /// The statements that lead from each version to the next; the first begins with an empty file.
  static let steps = [objects, connections, refusals]

  /// Version 1: clusters, revisions, and what they hold. An object is stored once however many revisions hold it; a
  /// membership says from which revision of a cluster to which it was there, so that a revision costs what it changes; and
  /// from which file it was applied last, where that is another than the one it came from.
  private static let objects = """
    CREATE TABLE setting (
      name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
    CREATE TABLE cluster (
      id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, plugin TEXT NOT NULL, policy TEXT NOT NULL,
      engine_version TEXT, pod_cidr TEXT, created INTEGER NOT NULL) STRICT;
    CREATE TABLE revision (
      id INTEGER PRIMARY KEY, cluster INTEGER NOT NULL REFERENCES cluster ON DELETE CASCADE, number INTEGER NOT NULL,
      digest BLOB NOT NULL, time INTEGER NOT NULL, author TEXT NOT NULL, message TEXT NOT NULL, kind TEXT NOT NULL,
      engine TEXT NOT NULL, plugin TEXT NOT NULL, policy TEXT NOT NULL, state BLOB NOT NULL, reachability BLOB,
      namespaces INTEGER NOT NULL, nodes INTEGER NOT NULL, pods INTEGER NOT NULL, services INTEGER NOT NULL,
      policies INTEGER NOT NULL, added INTEGER NOT NULL, changed INTEGER NOT NULL, removed INTEGER NOT NULL,
      UNIQUE (cluster, number)) STRICT;
    CREATE TABLE object (
      id INTEGER PRIMARY KEY, digest BLOB NOT NULL UNIQUE, kind INTEGER NOT NULL, namespace TEXT NOT NULL,
      name TEXT NOT NULL, content BLOB NOT NULL) STRICT;
    CREATE INDEX object_name ON object (kind, namespace, name);
    CREATE TABLE file (
      id INTEGER PRIMARY KEY, name TEXT NOT NULL, path TEXT NOT NULL, UNIQUE (name, path)) STRICT;
    CREATE TABLE membership (
      id INTEGER PRIMARY KEY, cluster INTEGER NOT NULL REFERENCES cluster ON DELETE CASCADE,
      object INTEGER NOT NULL REFERENCES object, first INTEGER NOT NULL, last INTEGER,
      file INTEGER REFERENCES file, lines BLOB, source INTEGER REFERENCES file) STRICT;
    CREATE INDEX membership_first ON membership (cluster, first);
    CREATE INDEX membership_last ON membership (cluster, last) WHERE last IS NOT NULL;
    CREATE INDEX membership_object ON membership (object);
    """

  /// Version 2: the connections that revisions opened and closed. Ends are numbered once by their names, sets of ends and
  /// of traffic are stored once.
  private static let connections = """
    CREATE TABLE party (
      id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
    CREATE TABLE party_set (
      id INTEGER PRIMARY KEY, runs BLOB NOT NULL UNIQUE) STRICT;
    CREATE TABLE traffic (
      id INTEGER PRIMARY KEY, ports BLOB NOT NULL UNIQUE) STRICT;
    CREATE TABLE change (
      id INTEGER PRIMARY KEY, cluster INTEGER NOT NULL REFERENCES cluster ON DELETE CASCADE, revision INTEGER NOT NULL,
      engine TEXT NOT NULL, is_opened INTEGER NOT NULL, scope INTEGER NOT NULL,
      sources INTEGER NOT NULL REFERENCES party_set,
      destinations INTEGER NOT NULL REFERENCES party_set, traffic INTEGER NOT NULL REFERENCES traffic,
      cause TEXT) STRICT;
    CREATE INDEX change_revision ON change (cluster, revision);
    """

  /// Version 3: the policies that the engine in force refused, from which revision to which.
  private static let refusals = """
    CREATE TABLE refusal (
      id INTEGER PRIMARY KEY, cluster INTEGER NOT NULL REFERENCES cluster ON DELETE CASCADE, engine TEXT NOT NULL,
      policy TEXT NOT NULL, field TEXT NOT NULL, message TEXT NOT NULL, first INTEGER NOT NULL, last INTEGER) STRICT;
    CREATE INDEX refusal_cluster ON refusal (cluster, first);
    """
}
