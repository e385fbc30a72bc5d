/**
 * Jest runs a test in a context with its own typed arrays, while `structuredClone`, streams, file reads
 * and message ports hand out those of Node itself, which then fail `instanceof Float32Array`.
 * In a browser there is one set of them; so here too.
 */
const samples = [
  new Float32Array(0),
  new Float64Array(0),
  new Int8Array(0),
  new Int16Array(0),
  new Int32Array(0),
  new Uint8Array(0),
  new Uint8ClampedArray(0),
  new Uint16Array(0),
  new Uint32Array(0),
  new BigInt64Array(0),
  new BigUint64Array(0),
  new DataView(new ArrayBuffer(0)),
  new ArrayBuffer(0),
];

for (const sample of samples) {
  const constructor = structuredClone(sample).constructor;
  Object.defineProperty(globalThis, constructor.name, { value: constructor, writable: true, configurable: true });
}

export {};
