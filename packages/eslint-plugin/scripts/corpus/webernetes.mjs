/**
 * What the recommended config finds in a package that uses contexts of its own: Kubernetes in TypeScript. Each was read:
 * the cancel function is left open by the `throw` two lines below, the constructor takes its context last, and these
 * classes and options keep one, as their models in Go do.
 */
export const faults = [
  'src/cluster/kubelet/kubelet.ts:313 ctxvet/lostcancel',
  'src/controller/controller-utils.ts:180 ctxvet/ctx-first-param',
  ...[
    'apimachinery/pkg/util/wait/backoff.ts:33',
    'apimachinery/pkg/util/wait/delay.ts:17',
    'client-go/util/workqueue/delaying-queue.ts:37',
    'client/config.ts:16',
    'client/gen/apis/impls/AppsV1Api.ts:56',
    'client/gen/apis/impls/AppsV1Api.ts:61',
    'client/gen/apis/impls/CoreV1Api.ts:76',
    'client/gen/apis/impls/CoreV1Api.ts:83',
    'client/gen/apis/impls/DiscoveryV1Api.ts:22',
    'client/gen/apis/impls/DiscoveryV1Api.ts:27',
    'cluster/cluster.ts:128',
    'cluster/cni/network.ts:41',
    'cluster/cri/runtime.ts:143',
    'cluster/cri/runtime.ts:86',
    'cluster/cri/runtime.ts:962',
    'cluster/cri/runtime.ts:988',
    'cluster/etcd.ts:392',
    'cluster/events.ts:9',
    'cluster/kubelet/images/image-manager.ts:20',
    'cluster/kubelet/kubelet.ts:179',
    'cluster/kubelet/kubelet.ts:568',
    'cluster/kubelet/kuberuntime/kuberuntime-manager.ts:136',
    'cluster/kubelet/kuberuntime/kuberuntime-manager.ts:161',
    'cluster/kubelet/pleg/generic.ts:61',
    'cluster/kubelet/runtime.ts:32',
    'cluster/kubelet/status/status-manager.ts:113',
    'cluster/kubelet/status/status-manager.ts:40',
    'cluster/probe/http/http.ts:23',
    'cluster/server.ts:39',
    'cluster/storage/allocatable.ts:57',
    'cluster/storage/store.ts:50',
    'controller/controller-utils.ts:180',
    'controller/controller-utils.ts:250',
  ].map((place) => `src/${place} ctxvet/no-context-in-struct`),
];
