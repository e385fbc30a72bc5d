/** @jest-environment node */
import fc from 'fast-check';
import { decodeLink, encodeLink, MAX_LINK } from '@/lib/experiment/link';
import { PRESETS, presetExperiment } from '@/lib/experiment/presets';
import { defaultExperiment, ExperimentError, parseExperiment } from '@/lib/experiment/schema';
import { decodeBitmap, encodeBitmap } from '@/lib/inputs/bitmapText';
import { experiments, experimentWith } from './experiments';

function messageOf(text: string): string {
  try {
    decodeLink(text);
  } catch (error) {
    expect(error).toBeInstanceOf(ExperimentError);
    return (error as Error).message;
  }
  throw new Error(`Nothing was wrong with ${text}.`);
}

describe('round trip', () => {
  it('of any valid Experiment', () => {
    fc.assert(fc.property(experiments, (experiment) => {
      const link = encodeLink(experiment);
      expect(decodeLink(link)).toEqual({ experiment, unknown: [] });
      expect(link).toMatch(/^[\x21-\x7e]*$/);
      expect(link).not.toContain('#');
    }), { numRuns: 150 });
  });

  it('of every preset', () => {
    for (const preset of PRESETS) expect(decodeLink(encodeLink(presetExperiment(preset))).experiment).toEqual(presetExperiment(preset));
  });

  it('needs no file name that an address cannot hold: such a one is refused before', () => {
    const experiment = experimentWith({ input: { source: 'file', file: 'a\ud800.npy' } });
    expect(() => parseExperiment(experiment)).toThrow(/all of them whole/);
  });

  it('of as many edited cells as an Experiment may have', () => {
    const edits = Array.from({ length: 4096 }, (_, k): [number, number, number] => [4095 - k, k, -0.123456789 * ((k + 1) / 41)]);
    const experiment = parseExperiment(experimentWith({ layers: [{ neuron: 'ipsu', edits }] }));
    expect(decodeLink(encodeLink(experiment)).experiment).toEqual(experiment);
  });
});

describe('encodeLink', () => {
  it('leaves out defaults', () => {
    expect(encodeLink(defaultExperiment())).toBe('v=1');
    expect(encodeLink(experimentWith({ layers: [{}, {}] }))).toBe('v=1&layers=2');
  });

  const experiment = experimentWith({
    steps: 128, input: { mean: 0.3, points: [0, 1.5, -2] },
    layers: [{}, { tau: 4, edits: [[1, 0, 0.5], [2, 1, -1]] }], baseline: { delayReset: false },
  });

  it('is readable', () => {
    expect(encodeLink(experiment).split('&').sort()).toEqual([
      'baseline.delayReset=0', 'input.mean=0.3', 'input.points=0;1.5;-2', 'layers.1.edits=1,0,0.5;2,1,-1', 'layers.1.tau=4',
      'layers=2', 'steps=128', 'v=1',
    ]);
    expect(encodeLink(experiment)).toMatch(/^v=1&layers=2&/);
  });

  it('writes the same link in whatever order the Experiment was put together', () => {
    const shuffled = { ...experiment, ...Object.fromEntries(Object.entries(experiment).reverse()) };
    const input = Object.fromEntries(Object.entries(experiment.input).reverse()) as typeof experiment.input;
    expect(encodeLink({ ...shuffled, input })).toBe(encodeLink(experiment));
  });
});

describe('decodeLink', () => {
  it('opens a link in any order, the last of equal keys winning', () => {
    expect(decodeLink('layers.0.tau=4&steps=9&v=1&steps=12').experiment).toEqual(experimentWith({ steps: 12, layers: [{ tau: 4 }] }));
    expect(decodeLink('v=1&&').experiment).toEqual(defaultExperiment());
  });

  it('tolerates keys of a newer app and reports them', () => {
    const { experiment, unknown } = decodeLink('v=1&colour=red&layers.0.phase=3&layers.7.tau=3&toString=1&input=5&steps=9');
    expect(experiment).toEqual(experimentWith({ steps: 9 }));
    expect(unknown).toEqual(['colour', 'layers.0.phase', 'layers.7.tau', 'toString', 'input']);
  });

  it.each<[string, string, RegExp]>([
    ['an unknown version', 'v=2&steps=9', /version "2".*version 1/],
    ['no version', 'steps=9', /version 1/],
    ['an empty link', '', /version 1/],
    ['damaged percent-encoding in a value', 'v=1&input.file=%E0%A4%A', /"input.file" is damaged/],
    ['damaged percent-encoding in a key', 'v=1&%=3', /"%" is damaged/],
    ['text for a number', 'v=1&layers.0.tau=slow', /"layers.0.tau" should be a number, but it says "slow"/],
    ['nothing for a number', 'v=1&steps=', /"steps" should be a number/],
    ['infinity', 'v=1&input.mean=Infinity', /"input.mean" should be a number/],
    ['text for a flag', 'v=1&baseline.decayInput=true', /"baseline.decayInput" should be 0 or 1/],
    ['text among points', 'v=1&input.points=0;x;1', /"input.points" should be a number/],
    ['a number beyond its limit', 'v=1&layers.0.tau=0.5', /^Layer 1: time constant τ must be from 1 to 100\.$/],
    ['too many layers', 'v=1&layers=4', /4 layers.*one to 3/],
    ['half a layer', 'v=1&layers=1.5', /1\.5 layers/],
    ['an unknown choice', 'v=1&layers.0.neuron=pus', /the neuron must be one of/],
    ['no points', 'v=1&input.points=', /2 to 64 points/],
    ['a figure that is none', 'v=1&input.source=digit&input.bitmap=zzzz', /^The drawn figure in the link is damaged: .*\.$/],
    ['a figure with too few pixels', 'v=1&input.bitmap=r_w', /it has 16 pixels in place of 784/],
    ['an endless link', `v=1&input.file=${'x'.repeat(MAX_LINK)}`, /the limit is 524288/],
  ])('refuses %s', (_name, text, sentence) => {
    expect(messageOf(text)).toMatch(sentence);
    expect(messageOf(text)).toMatch(/^[A-Z][^\n]*\.$/);
    expect(messageOf(text).length).toBeLessThan(300);
  });

  it('changes no prototype', () => {
    const before = Object.getOwnPropertyNames(Object.prototype).sort();
    const attacks = [
      '__proto__.x=1', '__proto__.steps=9', 'constructor.prototype.x=1', 'layers.__proto__.x=1', 'layers.0.__proto__.x=1',
      'input.__proto__.mean=3', 'input.constructor.prototype.x=1', '%5F%5Fproto%5F%5F.x=1', 'layers.constructor=1', '__proto__=1',
    ];
    for (const attack of attacks) {
      const { experiment, unknown } = decodeLink(`v=1&${attack}`);
      expect(experiment).toEqual(defaultExperiment());
      expect(unknown).toHaveLength(1);
    }
    expect('x' in {}).toBe(false);
    expect(Object.getOwnPropertyNames(Object.prototype).sort()).toEqual(before);
    expect(parseExperiment(JSON.parse('{"version":1,"__proto__":{"x":1}}'))).toEqual(defaultExperiment());
  });

  it('decodes any figure\'s text into one that can be shown, or refuses it', () => {
    const texts = fc.oneof(
      fc.string({ maxLength: 80 }),
      fc.stringMatching(/^[prq][\w-]{0,80}$/),
      fc.uint8Array({ minLength: 784, maxLength: 784, max: 15 }).map(encodeBitmap),
      fc.tuple(fc.uint8Array({ minLength: 784, maxLength: 784, max: 15 }), fc.nat(530)).map(([pixels, length]) => encodeBitmap(pixels).slice(0, length)),
    );
    fc.assert(fc.property(texts, (text) => {
      let bitmap;
      try {
        bitmap = decodeLink(`v=1&input.source=digit&input.bitmap=${encodeURIComponent(text)}`).experiment.input.bitmap;
      } catch (error) {
        expect(error).toBeInstanceOf(ExperimentError);
        expect((error as Error).message).toMatch(/^The drawn figure in the link is damaged: [^\n]*\.$/);
        return;
      }
      expect(decodeBitmap(bitmap)).toHaveLength(784);
    }), { numRuns: 500 });
  });

  const keys = fc.constantFrom('v', 'layers', 'steps', 'seed', 'input.mean', 'input.points', 'layers.0.edits', 'layers.0.tau', 'layers.2.tau', 'baseline.decayInput', 'input.file', '__proto__.x');
  const values = fc.oneof(fc.string(), fc.constantFrom('', '1', '-0', '1e400', '0x10', 'NaN', ';', ',;,', '1,2', '1;2', '%', '%41', '1e-320'), fc.double().map(String));

  it('decodes anything, or refuses it with an ExperimentError', () => {
    const links = fc.oneof(
      fc.string(),
      fc.string({ unit: 'binary' }).map((s) => `v=1&${s}`),
      fc.array(fc.tuple(keys, values)).map((pairs) => `v=1&${pairs.map(([k, v]) => `${k}=${v}`).join('&')}`),
    );
    fc.assert(fc.property(links, (text) => {
      let experiment;
      try {
        ({ experiment } = decodeLink(text));
      } catch (error) {
        expect(error).toBeInstanceOf(ExperimentError);
        expect((error as Error).message).toMatch(/^[A-Z][^]*\.$/);
        return;
      }
      expect(parseExperiment(experiment)).toEqual(experiment);
    }), { numRuns: 1500 });
  });
});
