import type { BackendName } from '@/lib/engine/protocol';

export const BACKEND_NAMES: Record<BackendName, string> = { webgl: 'WebGL', wasm: 'WebAssembly', cpu: 'JavaScript', webgpu: 'WebGPU' };

/** 3·10⁻⁷ */
export function power(value: number): string {
  if (!(value > 0)) return '0';
  const [digit, exponent] = value.toExponential(0).split('e');
  const raised = exponent.replace('+', '').replace('-', '⁻').replace(/\d/g, (d) => '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(d)]);
  return `${digit}·10${raised}`;
}
