/** Changes of the Experiment as the controls make them. */
import { experimentStore } from '@/lib/stores/lab';
import type { BaselineSettings, Experiment, InputSettings, LayerSettings } from '@/lib/experiment/schema';

const change = (update: (e: Experiment) => Experiment, gesture?: string) => experimentStore.getState().change(update, gesture);

export const changeExperiment = (patch: Partial<Experiment>, gesture?: string) => change((e) => ({ ...e, ...patch }), gesture);

export const changeInput = (patch: Partial<InputSettings>, gesture?: string) =>
  change((e) => ({ ...e, input: { ...e.input, ...patch } }), gesture);

export const changeBaseline = (patch: Partial<BaselineSettings>, gesture?: string) =>
  change((e) => ({ ...e, baseline: { ...e.baseline, ...patch } }), gesture);

export const changeLayer = (index: number, patch: Partial<LayerSettings>, gesture?: string) =>
  change((e) => ({ ...e, layers: e.layers.map((layer, i) => (i === index ? { ...layer, ...patch } : layer)) }), gesture && `${gesture}/${index}`);

/** A new unsigned 32-bit seed; the only number here that is not repeatable. */
export const newSeed = () => crypto.getRandomValues(new Uint32Array(1))[0];
