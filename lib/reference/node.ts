/** Entry of the command-line runner: float64 and the cpu backend, in Node. */
import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import '../numerics/tensors/kernels/cpu';
import * as tf from '@tensorflow/tfjs-core';

export { caseFile } from './cases';
export { verifyFloat64, verifyTensors } from './run';
export const useCpu = () => tf.setBackend('cpu');
export { emptyMeasures, MEASURE_TOLERANCE, measureFile, verifyPairs, verifyTrains } from './spiketrains';
