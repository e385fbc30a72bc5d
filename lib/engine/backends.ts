/** The tfjs backends: each is loaded only when it is tried. */
import * as tf from '@tensorflow/tfjs-core';
import type { MathBackendWebGL } from '@tensorflow/tfjs-backend-webgl';
import { prepareWebgl } from '../numerics/tensors/webglSettings';
import type { BackendName } from './protocol';

/** WebGPU is offered, not assumed: it is new on most devices. */
export const DEFAULT_ORDER: readonly BackendName[] = ['webgl', 'wasm', 'cpu'];

interface Backend {
  load(): Promise<void>;
  describe(): { device: string; bits: 16 | 32 };
  /** Makes a new instance after the old one was lost. */
  rebuild(): void;
}

const gl = () => (tf.backend() as MathBackendWebGL).gpgpu.gl;

function deviceOf(context: WebGLRenderingContext): string {
  const info = context.getExtension('WEBGL_debug_renderer_info');
  const name = info ? context.getParameter(info.UNMASKED_RENDERER_WEBGL) : context.getParameter(context.RENDERER);
  return String(name || 'WebGL');
}

/** The device behind WebGL, in the browser's words, before any backend is loaded; empty where there is none. */
export function webglRenderer(): string {
  const context = typeof OffscreenCanvas === 'undefined' ? null : new OffscreenCanvas(1, 1).getContext('webgl2');
  if (!context) return '';
  const device = deviceOf(context as unknown as WebGLRenderingContext);
  context.getExtension('WEBGL_lose_context')?.loseContext();
  return device;
}

/** Whether a device of this name is none, but a program on the processor. */
export const isSoftware = (device: string): boolean => device === '' || /swiftshader|llvmpipe|softpipe|software|basic render/i.test(device);

export const BACKENDS: Record<BackendName, Backend> = {
  webgl: {
    async load() {
      const { MathBackendWebGL } = await import('@tensorflow/tfjs-backend-webgl');
      await import('../numerics/tensors/kernels/webgl');
      prepareWebgl();
      BACKENDS.webgl.rebuild = () => {
        tf.registerBackend('webgl', () => new MathBackendWebGL(), 2);
      };
    },
    describe: () => ({
      device: deviceOf(gl()),
      // floatPrecision() of tfjs 4.22 says 16 wherever 32-bit textures can be drawn to.
      bits: tf.env().getBool('WEBGL_RENDER_FLOAT32_ENABLED') ? 32 : 16,
    }),
    rebuild() {},
  },
  wasm: {
    async load() {
      const wasm = await import('@tensorflow/tfjs-backend-wasm');
      await import('../numerics/tensors/kernels/wasm');
      // Threads need cross-origin isolation, and a bundled worker hangs in an isolated page.
      tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
      const simd = new URL('@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm', import.meta.url).href;
      wasm.setWasmPaths({
        'tfjs-backend-wasm.wasm': new URL('@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm', import.meta.url).href,
        'tfjs-backend-wasm-simd.wasm': simd,
        // Never fetched without threads, but tfjs insists on an entry.
        'tfjs-backend-wasm-threaded-simd.wasm': simd,
      });
    },
    describe: () => ({ device: tf.env().getBool('WASM_HAS_SIMD_SUPPORT') ? 'WebAssembly with SIMD' : 'WebAssembly', bits: 32 }),
    rebuild() {},
  },
  cpu: {
    async load() {
      await import('@tensorflow/tfjs-backend-cpu');
      await import('../numerics/tensors/kernels/cpu');
    },
    describe: () => ({ device: 'plain JavaScript', bits: 32 }),
    rebuild() {},
  },
  webgpu: {
    async load() {
      if (!('gpu' in navigator)) throw new Error('this browser has no WebGPU');
      await import('@tensorflow/tfjs-backend-webgpu');
      await import('../numerics/tensors/kernels/webgpu');
    },
    describe() {
      const info = (tf.backend() as unknown as { device?: { adapterInfo?: GPUAdapterInfo } }).device?.adapterInfo;
      return { device: [info?.vendor, info?.architecture].filter(Boolean).join(' ') || 'WebGPU', bits: 32 };
    },
    rebuild() {},
  },
};

/** Largest side of a texture of the backend in use; other backends are limited by memory only. */
export function textureSide(): number {
  return tf.getBackend() === 'webgl' ? (gl().getParameter(gl().MAX_TEXTURE_SIZE) as number) : Infinity;
}

export const isWebgpu = () => tf.getBackend() === 'webgpu';

/** True when the device took the context away. */
export function contextLost(): boolean {
  return tf.getBackend() === 'webgl' && gl().isContextLost();
}

/** Calls back when the browser says that the context is gone. */
export function onContextLost(callback: () => void): void {
  if (tf.getBackend() !== 'webgl') return;
  (gl().canvas as EventTarget).addEventListener('webglcontextlost', callback, { once: true });
}

/** Takes the context away, to see that nothing is lost with it. */
export function loseContext(): void {
  if (tf.getBackend() === 'webgl') gl().getExtension('WEBGL_lose_context')?.loseContext();
}
