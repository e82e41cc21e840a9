/** What this browser can do. The one place that asks; everything else is told. */
export interface Capabilities {
  /** SharedArrayBuffer, and with it threads in WASM. */
  readonly crossOriginIsolated: boolean;
  readonly cores: number;
  /** `null`: no adapter, with the reason beside it. */
  readonly webgpu: {
    readonly adapter: string;
    readonly software: boolean;
    /** `shader-f16`: whether graphs in half precision run on it. */
    readonly f16: boolean;
  } | null;
  readonly webgpuReason: string;
  /** Threads that one encoder gets in WASM. */
  readonly threads: number;
}

export async function detectCapabilities(): Promise<Capabilities> {
  const isolated = globalThis.crossOriginIsolated;
  const cores = navigator.hardwareConcurrency || 1;
  const gpu = await detectWebgpu();
  return {
    crossOriginIsolated: isolated,
    cores,
    // Several arms index at once, and tokenisation keeps a core busy: half the cores each, four at most.
    threads: isolated ? Math.max(1, Math.min(4, Math.floor(cores / 2))) : 1,
    webgpu: gpu.adapter,
    webgpuReason: gpu.reason,
  };
}

/** The few members of `navigator.gpu` that are read here; the library types it as always there. */
interface Gpu {
  requestAdapter(): Promise<{ info?: GpuInfo; features?: ReadonlySet<string> } | null>;
}
interface GpuInfo {
  vendor?: string;
  architecture?: string;
  description?: string;
  isFallbackAdapter?: boolean;
}

async function detectWebgpu(): Promise<{ adapter: Capabilities['webgpu']; reason: string }> {
  const gpu = (navigator as { readonly gpu?: Gpu }).gpu;
  if (gpu === undefined) return { adapter: null, reason: 'This browser has no WebGPU.' };
  try {
    const adapter = await gpu.requestAdapter();
    if (adapter === null) return { adapter: null, reason: 'WebGPU is there, but gives no adapter.' };
    const info = adapter.info ?? {};
    const name =
      [info.vendor, info.architecture, info.description].filter(Boolean).join(' ') || 'unnamed adapter';
    const f16 = adapter.features?.has('shader-f16') ?? false;
    return {
      adapter: { adapter: name, software: info.isFallbackAdapter ?? /swiftshader|llvmpipe/i.test(name), f16 },
      reason: `WebGPU adapter: ${name}, ${f16 ? 'with' : 'without'} half precision (shader-f16).`,
    };
  } catch (error) {
    return { adapter: null, reason: `WebGPU refused an adapter: ${String(error)}` };
  }
}
