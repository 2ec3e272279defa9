/// The Kubernetes API's maps, as of 1.35, deprecated fields included.
extension Schema {
  static let object = Schema("object", [.apiVersion, .kind, .metadata, .spec, .status])
  static let objectOrList = Schema("object", object.fields + [.items])
  static let objectMeta = Schema(
    "ObjectMeta",
    [
      .name, .generateName, .namespace, .selfLink, .uid, .resourceVersion, .generation, .creationTimestamp,
      .deletionTimestamp, .deletionGracePeriodSeconds, .labels, .annotations, .ownerReferences, .finalizers,
      .managedFields,
    ])
  static let ownerReference = Schema(
    "OwnerReference", [.apiVersion, .kind, .name, .uid, .controller, .blockOwnerDeletion])

  static let networkPolicySpec = Schema("NetworkPolicySpec", [.podSelector, .policyTypes, .ingress, .egress])
  static let ingressRule = Schema("NetworkPolicyIngressRule", [.from, .ports])
  static let egressRule = Schema("NetworkPolicyEgressRule", [.to, .ports])
  static let networkPolicyPeer = Schema("NetworkPolicyPeer", [.podSelector, .namespaceSelector, .ipBlock])
  static let networkPolicyPort = Schema("NetworkPolicyPort", [.protocol, .port, .endPort])
  static let ipBlock = Schema("IPBlock", [.cidr, .except])
  static let labelSelector = Schema("LabelSelector", [.matchLabels, .matchExpressions])
  static let labelRequirement = Schema("LabelSelectorRequirement", [.key, .operator, .values])

  static let namespaceSpec = Schema("NamespaceSpec", [.finalizers])

  static let nodeSpec = Schema(
    "NodeSpec", [.podCIDR, .podCIDRs, .providerID, .unschedulable, .taints, .configSource, .externalID])
  static let nodeStatus = Schema(
    "NodeStatus", isStatus: true,
    [
      .capacity, .allocatable, .phase, .conditions, .addresses, .daemonEndpoints, .nodeInfo, .images, .volumesInUse,
      .volumesAttached, .config, .runtimeHandlers, .features, .declaredFeatures,
    ])
  static let nodeAddress = Schema("NodeAddress", [.type, .address])

  static let podSpec = Schema(
    "PodSpec",
    [
      .volumes, .initContainers, .containers, .ephemeralContainers, .restartPolicy, .terminationGracePeriodSeconds,
      .activeDeadlineSeconds, .dnsPolicy, .nodeSelector, .serviceAccountName, .serviceAccount,
      .automountServiceAccountToken, .nodeName, .hostNetwork, .hostPID, .hostIPC, .shareProcessNamespace,
      .securityContext, .imagePullSecrets, .hostname, .subdomain, .affinity, .schedulerName, .tolerations,
      .hostAliases, .priorityClassName, .priority, .dnsConfig, .readinessGates, .runtimeClassName,
      .enableServiceLinks, .preemptionPolicy, .overhead, .topologySpreadConstraints, .setHostnameAsFQDN, .os,
      .hostUsers, .schedulingGates, .resourceClaims, .resources, .hostnameOverride, .workloadRef,
    ])
  static let podStatus = Schema(
    "PodStatus", isStatus: true,
    [
      .observedGeneration, .phase, .conditions, .message, .reason, .nominatedNodeName, .hostIP, .hostIPs, .podIP,
      .podIPs, .startTime, .initContainerStatuses, .containerStatuses, .qosClass, .ephemeralContainerStatuses, .resize,
      .resourceClaimStatuses, .extendedResourceClaimStatus, .allocatedResources, .resources,
    ])
  static let podIP = Schema("PodIP", [.ip])
  static let container = Schema(
    "Container",
    [
      .name, .image, .command, .args, .workingDir, .ports, .envFrom, .env, .resources, .resizePolicy, .restartPolicy,
      .restartPolicyRules, .volumeMounts, .volumeDevices, .livenessProbe, .readinessProbe, .startupProbe, .lifecycle,
      .terminationMessagePath, .terminationMessagePolicy, .imagePullPolicy, .securityContext, .stdin, .stdinOnce, .tty,
    ])
  static let ephemeralContainer = Schema("EphemeralContainer", container.fields + [.targetContainerName])
  static let containerPort = Schema("ContainerPort", [.name, .hostPort, .containerPort, .protocol, .hostIP])

  static let serviceSpec = Schema(
    "ServiceSpec",
    [
      .ports, .selector, .clusterIP, .clusterIPs, .type, .externalIPs, .sessionAffinity, .loadBalancerIP,
      .loadBalancerSourceRanges, .externalName, .externalTrafficPolicy, .healthCheckNodePort,
      .publishNotReadyAddresses, .sessionAffinityConfig, .ipFamilies, .ipFamilyPolicy, .allocateLoadBalancerNodePorts,
      .loadBalancerClass, .internalTrafficPolicy, .trafficDistribution,
    ])
  static let servicePort = Schema("ServicePort", [.name, .protocol, .appProtocol, .port, .targetPort, .nodePort])
  static let serviceStatus = Schema("ServiceStatus", isStatus: true, [.loadBalancer, .conditions])
  static let loadBalancerStatus = Schema("LoadBalancerStatus", isStatus: true, [.ingress])
  static let loadBalancerIngress = Schema("LoadBalancerIngress", isStatus: true, [.ip, .hostname, .ipMode, .ports])

  static let deploymentSpec = Schema(
    "DeploymentSpec",
    [
      .replicas, .selector, .template, .strategy, .minReadySeconds, .revisionHistoryLimit, .paused,
      .progressDeadlineSeconds,
    ])
  static let statefulSetSpec = Schema(
    "StatefulSetSpec",
    [
      .replicas, .selector, .template, .volumeClaimTemplates, .serviceName, .podManagementPolicy, .updateStrategy,
      .revisionHistoryLimit, .minReadySeconds, .persistentVolumeClaimRetentionPolicy, .ordinals,
    ])
  static let ordinals = Schema("StatefulSetOrdinals", [.start])
  static let daemonSetSpec = Schema(
    "DaemonSetSpec", [.selector, .template, .updateStrategy, .minReadySeconds, .revisionHistoryLimit])
  static let replicaSetSpec = Schema("ReplicaSetSpec", [.replicas, .minReadySeconds, .selector, .template])
  static let replicationControllerSpec = Schema(
    "ReplicationControllerSpec", [.replicas, .minReadySeconds, .selector, .template])
  static let jobSpec = Schema(
    "JobSpec",
    [
      .parallelism, .completions, .activeDeadlineSeconds, .podFailurePolicy, .successPolicy, .backoffLimit,
      .backoffLimitPerIndex, .maxFailedIndexes, .selector, .manualSelector, .template, .ttlSecondsAfterFinished,
      .completionMode, .suspend, .podReplacementPolicy, .managedBy,
    ])
  static let cronJobSpec = Schema(
    "CronJobSpec",
    [
      .schedule, .timeZone, .startingDeadlineSeconds, .concurrencyPolicy, .suspend, .jobTemplate,
      .successfulJobsHistoryLimit, .failedJobsHistoryLimit,
    ])
  static let jobTemplateSpec = Schema("JobTemplateSpec", [.metadata, .spec])
  static let podTemplateSpec = Schema("PodTemplateSpec", [.metadata, .spec])
}
