/** The backend in use: choosing it, checking it, and building it again after a loss. */
import * as tf from '@tensorflow/tfjs-core';
import { DEFAULT_LIMITS } from '../networks/sizes';
import { runParallelTensors } from '../networks/tensors';
import { BACKENDS, DEFAULT_ORDER, isSoftware, textureSide, webglRenderer } from './backends';
import type { Runner } from './execute';
import type { BackendName, BackendReport, EngineStatus } from './protocol';
import { readTensor } from './read';
import { SELF_CHECK_LIMIT, selfCheck } from './selfCheck';

async function use(name: BackendName): Promise<BackendReport> {
  const backend = BACKENDS[name];
  await backend.load();
  if (!tf.engine().registryFactory[name] || !(await tf.setBackend(name))) throw new Error('this browser does not offer it');
  const { device, bits } = backend.describe();
  const error = await selfCheck();
  if (!(error <= SELF_CHECK_LIMIT[bits])) {
    throw new Error(`its self-check is off by ${error.toExponential(1)}, the limit is ${SELF_CHECK_LIMIT[bits]}`);
  }
  return { backend: name, device, bits, error };
}

/** Tries the preferred backend, then the others in order, until one passes its self-check. */
export async function chooseBackend(prefer: BackendName | null, order: readonly BackendName[] = DEFAULT_ORDER): Promise<EngineStatus> {
  const refused: { backend: BackendName; reason: string }[] = [];
  for (const name of new Set([...(prefer ? [prefer] : []), ...order])) {
    try {
      return { state: 'ready', report: await use(name), refused };
    } catch (error) {
      refused.push({ backend: name, reason: error instanceof Error ? error.message : String(error) });
    }
  }
  return { state: 'failed', report: null, refused };
}

/** The order in which training tries backends: a graphics device that is only imitated is slower than WebAssembly there. */
export const trainingOrder = (): readonly BackendName[] => (isSoftware(webglRenderer()) ? ['wasm', 'webgl', 'cpu'] : DEFAULT_ORDER);

/** Builds the backend again after its context was lost. Every tensor of the old one is gone. */
export async function rebuildBackend(name: BackendName): Promise<EngineStatus> {
  try {
    tf.removeBackend(name);
  } catch {
    // A lost device may refuse to tidy up; there is nothing left on it to keep.
  }
  BACKENDS[name].rebuild();
  return chooseBackend(name);
}

/** The tensor form on the backend in use. */
export function tensorRunner(report: BackendReport): Runner {
  return {
    backend: report.backend,
    bits: report.bits,
    limits: { ...DEFAULT_LIMITS, textureSide: textureSide() },
    run: (plan, input, pause) => runParallelTensors(plan, input, readTensor, pause),
  };
}

export { contextLost, loseContext, onContextLost } from './backends';
export const tensorCount = () => tf.memory().numTensors;
