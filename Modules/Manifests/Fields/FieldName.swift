/// The fields of every schema that the reader knows, so that keys are compared once and dispatched by number.
enum FieldName: UInt8, CaseIterable {
  // Any object, ObjectMeta, OwnerReference, ListMeta.
  case apiVersion, kind, metadata, spec, status, items
  case name, generateName, namespace, selfLink, uid, resourceVersion, generation, creationTimestamp
  case deletionTimestamp, deletionGracePeriodSeconds, labels, annotations, ownerReferences, finalizers, managedFields
  case controller, blockOwnerDeletion
  case `continue`, remainingItemCount
  // NetworkPolicy and label selectors.
  case podSelector, policyTypes, ingress, egress, ports, from, to, `protocol`, port, endPort
  case namespaceSelector, ipBlock, cidr, except, matchLabels, matchExpressions, key, `operator`, values
  // Pod.
  case volumes, initContainers, containers, ephemeralContainers, restartPolicy, terminationGracePeriodSeconds
  case activeDeadlineSeconds, dnsPolicy, nodeSelector, serviceAccountName, serviceAccount
  case automountServiceAccountToken, nodeName, hostNetwork, hostPID, hostIPC, shareProcessNamespace, securityContext
  case imagePullSecrets, hostname, subdomain, affinity, schedulerName, tolerations, hostAliases, priorityClassName
  case priority, dnsConfig, readinessGates, runtimeClassName, enableServiceLinks, preemptionPolicy, overhead
  case topologySpreadConstraints, setHostnameAsFQDN, os, hostUsers, schedulingGates, resourceClaims, resources
  case hostnameOverride, workloadRef
  // Container and ContainerPort.
  case image, command, args, workingDir, envFrom, env, resizePolicy, restartPolicyRules, volumeMounts, volumeDevices
  case livenessProbe, readinessProbe, startupProbe, lifecycle, terminationMessagePath, terminationMessagePolicy
  case imagePullPolicy, stdin, stdinOnce, tty, targetContainerName, hostPort, containerPort, hostIP
  // PodStatus.
  case observedGeneration, phase, conditions, message, reason, nominatedNodeName, hostIPs, podIP, podIPs, startTime
  case initContainerStatuses, containerStatuses, qosClass, ephemeralContainerStatuses, resize, resourceClaimStatuses
  case extendedResourceClaimStatus, allocatedResources, ip
  // Node.
  case podCIDR, podCIDRs, providerID, unschedulable, taints, configSource, externalID
  case capacity, allocatable, addresses, daemonEndpoints, nodeInfo, images, volumesInUse, volumesAttached, config
  case runtimeHandlers, features, declaredFeatures, type, address
  // Service.
  case selector, clusterIP, clusterIPs, externalIPs, sessionAffinity, loadBalancerIP, loadBalancerSourceRanges
  case externalName, externalTrafficPolicy, healthCheckNodePort, publishNotReadyAddresses, sessionAffinityConfig
  case ipFamilies, ipFamilyPolicy, allocateLoadBalancerNodePorts, loadBalancerClass, internalTrafficPolicy
  case trafficDistribution, appProtocol, targetPort, nodePort, loadBalancer, ipMode
  // Workloads.
  case replicas, template, strategy, minReadySeconds, revisionHistoryLimit, paused, progressDeadlineSeconds
  case volumeClaimTemplates, serviceName, podManagementPolicy, updateStrategy, persistentVolumeClaimRetentionPolicy
  case ordinals, start, parallelism, completions, podFailurePolicy, successPolicy, backoffLimit, backoffLimitPerIndex
  case maxFailedIndexes, manualSelector, ttlSecondsAfterFinished, completionMode, suspend, podReplacementPolicy
  case managedBy, schedule, timeZone, startingDeadlineSeconds, concurrencyPolicy, jobTemplate
  case successfulJobsHistoryLimit, failedJobsHistoryLimit

  /// The key as it is written.
  var name: String { String(describing: self) }
}
