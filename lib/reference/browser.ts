/** Entry of the runner's page: the WebGL backend with CPU forwarding off, in a browser. */
import '@tensorflow/tfjs-backend-webgl';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import '../numerics/tensors/kernels/webgl';
import { prepareWebgl } from '../numerics/tensors/webglSettings';
import * as tf from '@tensorflow/tfjs-core';
import { caseFile } from './cases';
import { verifyTensors } from './run';

Object.assign(globalThis, {
  async verifyWebgl(text: string) {
    prepareWebgl();
    if (!(await tf.setBackend('webgl'))) throw new Error('This browser offers no WebGL.');
    const file = caseFile(JSON.parse(text));
    if (!file) throw new Error('Not a case file.');
    const before = tf.memory().numTensors;
    const verdict = await verifyTensors(file, 'webgl');
    if (tf.memory().numTensors !== before) verdict.failures.push('Tensors were left behind.');
    return verdict;
  },
});
