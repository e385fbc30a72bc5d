import * as tf from '@tensorflow/tfjs-core';

/** How tfjs is to use WebGL here. Call it before the backend is set. */
export function prepareWebgl(): void {
  // A new shape then costs milliseconds, not a new shader.
  tf.env().set('WEBGL_USE_SHAPES_UNIFORMS', true);
  // Small tensors belong on the device that the badge names.
  tf.env().set('WEBGL_CPU_FORWARD', false);
  // Our scans are not packed four to a texel. Between packed neighbours half of a small run's programs would only
  // pack and unpack; products of matrices stay packed.
  for (const kind of ['UNARY', 'BINARY', 'ARRAY']) tf.env().set(`WEBGL_PACK_${kind}_OPERATIONS`, false);
}
