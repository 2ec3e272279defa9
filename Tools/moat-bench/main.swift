import Glibc

// moat-bench: without arguments, every scenario, each in a process of its own. `moat-bench prepare NAME FOLDER` writes
// the files of one, and `moat-bench run NAME FOLDER` measures on them.

let arguments = CommandLine.arguments
let program = "/proc/self/exe"

if arguments.count == 4, let scenario = Scenario(rawValue: arguments[2]) {
  if arguments[1] == "prepare" { try scenario.prepare(in: arguments[3]) }
  if arguments[1] == "run" { try scenario.measure(in: arguments[3]) }
  exit(0)
}
guard arguments.count == 1 else {
  print("error: expected no arguments, or prepare or run with a scenario and a folder")
  exit(2)
}

var template = Array("/tmp/moat-bench-XXXXXX".utf8CString)
guard let made = mkdtemp(&template) else {
  print("error: cannot make a folder for the generated clusters: \(String(cString: strerror(errno)))")
  exit(3)
}
let folder = String(cString: made)
let self_ = String(cString: realpath(program, nil))
let moat = self_.split(separator: "/").dropLast().reduce("") { $0 + "/" + $1 } + "/moat"

var starts: [Double] = []
for _ in 0..<21 {
  if let child = Child.run([moat, "--version"], isQuiet: true), child.status == 0 { starts.append(child.seconds) }
}
print("version")
if starts.isEmpty {
  line("  moat --version", "not measured: \(moat) is not there; make bench builds it")
} else {
  line("  moat --version, median", "\((starts.sorted()[starts.count / 2] * 1000).rounded(1)) ms   (bound 15 ms)")
}

var status: Int32 = 0
for scenario in Scenario.allCases {
  print(scenario.rawValue)
  fflush(nil)
  let files = scenario.files(in: folder)
  if access(files.pods, R_OK) != 0 { try scenario.prepare(in: folder) }
  guard let child = Child.run([self_, "run", scenario.rawValue, folder]) else { exit(3) }
  line("  resident at most", "\(child.residentBytes / 1_000_000) MB" + scenario.memoryBound)
  status = max(status, child.status)
}
if let small = Scenario.translate.seconds(in: folder), let large = Scenario.translateLarge.seconds(in: folder) {
  line("  against translate, load included", "\((large / small).rounded(2)) times   (bound 6)")
}
for scenario in Scenario.allCases {
  let files = scenario.files(in: folder)
  unlink(files.pods)
  unlink(files.rest)
  unlink(scenario.result(in: folder))
}
rmdir(folder)
exit(status)
