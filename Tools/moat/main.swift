import AzureNPM
import Backend
import Calico
import Commands
import Glibc
import Semantics

// The composition root: the only place that knows which engines there are.
let registry = BackendRegistry([
  AzureNPM(.v1_6), AzureNPM(.v1_5), Calico(.v3_31), Calico(.v3_32), SpecificationBackend(),
])
exit(Commands.run(Array(CommandLine.arguments.dropFirst()), in: Context(registry: registry)))
