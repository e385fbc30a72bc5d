import { drawingOf } from '@/lib/figures/figure';
import { drawNir, nirDrawing, nirHeight, nirSentence, nirTable, type NirPicture } from '@/lib/figures/nir';
import { layersOf, layoutOf } from '@/lib/figures/nirLayout';
import { expectGolden, newHost } from './golden';

const edge = (from: string, to: string, back = false) => ({ from, to, back });

/** As the recurrent network that reads Braille. */
const recurrent: NirPicture = {
  nodes: [
    { name: 'input', type: 'Input', detail: '12', role: 'input' },
    { name: 'fc1', type: 'Linear', detail: '12 → 40', role: 'other' },
    { name: 'lif1.lif', type: 'CubaLIF', detail: '40 neurons', role: 'spikes' },
    { name: 'lif1.w_rec', type: 'Linear', detail: '40', role: 'other' },
    { name: 'fc2', type: 'Linear', detail: '40 → 7', role: 'other' },
    { name: 'lif2', type: 'CubaLIF', detail: '7 neurons', role: 'spikes' },
    { name: 'output', type: 'Output', detail: '7', role: 'other' },
  ],
  edges: [
    edge('input', 'fc1'), edge('fc1', 'lif1.lif'), edge('lif1.lif', 'lif1.w_rec'), edge('lif1.w_rec', 'lif1.lif', true),
    edge('lif1.lif', 'fc2'), edge('fc2', 'lif2'), edge('lif2', 'output'),
  ],
};

const kinds = ['Input', 'Conv2d', 'IF', 'Conv2d', 'IF', 'SumPool2d', 'Conv2d', 'IF', 'SumPool2d', 'Flatten', 'Affine', 'IF', 'Affine', 'IF', 'Output'];
/** As the convolutional network that reads digits; one edge more goes past several layers, and one leads to itself. */
const convolutional: NirPicture = {
  nodes: kinds.map((type, i) => ({
    name: type === 'Input' ? 'input' : type === 'Output' ? 'output' : `${i - 1}`,
    type,
    detail: i < 9 ? '→ 16 × 16 × 16' : i === 9 ? '→ 128' : '128 → 256',
    role: type === 'Input' ? 'input' : type === 'IF' ? 'spikes' : 'other',
  })),
  edges: [
    ...kinds.slice(1).map((type, i) => edge(i === 0 ? 'input' : `${i - 1}`, type === 'Output' ? 'output' : `${i}`)),
    edge('1', '3'), edge('10', '10', true),
  ],
};

const pictures: Record<string, NirPicture> = { recurrent, convolutional };

describe.each([360, 900])('a graph %i px wide', (width) => {
  it.each(Object.keys(pictures))('%s', async (name) => {
    const host = newHost();
    drawNir(host, pictures[name], { theme: 'light', width, height: nirHeight(pictures[name], width), cursor: name === 'recurrent' ? 'lif1.lif' : null });
    await expectGolden(host, `nir-${name}-${width}`);
  });

  it('keeps its boxes apart and inside', () => {
    for (const picture of Object.values(pictures)) {
      const height = nirHeight(picture, width);
      const boxes = nirDrawing(picture, { theme: 'dark', width, height }).boxes!;
      expect(boxes).toHaveLength(picture.nodes.length);
      boxes.forEach((one, i) => {
        expect(one.x).toBeGreaterThanOrEqual(0);
        expect(one.x + one.width).toBeLessThanOrEqual(width + 1e-9);
        expect(one.y + one.height).toBeLessThanOrEqual(height);
        for (const other of boxes.slice(i + 1)) {
          const apart = one.x + one.width <= other.x || other.x + other.width <= one.x || one.y + one.height <= other.y || other.y + other.height <= one.y;
          expect(apart).toBe(true);
        }
      });
    }
  });
});

it('puts each node behind all that lead to it', () => {
  const edges = [[0, 1], [1, 2], [0, 2], [2, 3]].map(([from, to]) => ({ from, to, back: false }));
  expect(layersOf(4, edges)).toEqual([0, 1, 2, 3]);
  expect(layersOf(3, [{ from: 0, to: 1, back: false }, { from: 1, to: 2, back: false }, { from: 2, to: 0, back: true }])).toEqual([0, 1, 2]);
});

it('ends where circles are not marked as such', () => {
  expect(layersOf(2, [{ from: 0, to: 1, back: false }, { from: 1, to: 0, back: false }])).toHaveLength(2);
  expect(layoutOf(0, [], 900).height).toBeGreaterThan(0);
});

it('says what the graph is', () => {
  expect(nirSentence(recurrent)).toBe('7 nodes: Input, 3 Linear, 2 CubaLIF, Output. One edge leads back and carries the value of the step before.');
  expect(nirSentence({ ...recurrent, edges: recurrent.edges.filter(({ back }) => !back) })).toBe('7 nodes: Input, 3 Linear, 2 CubaLIF, Output.');
  expect(nirSentence({ nodes: [], edges: [] })).toBe('The graph has no nodes.');
});

it('is a table too', () => {
  const { columns, rows } = nirTable(recurrent);
  expect(columns).toEqual(['node', 'type', 'size', 'leads to']);
  expect(rows[2]).toEqual(['lif1.lif', 'CubaLIF', '40 neurons', 'lif1.w_rec, fc2']);
  expect(rows[3]).toEqual(['lif1.w_rec', 'Linear', '40', 'lif1.lif (one step later)']);
});

it('leaves out edges that lead nowhere, and cuts long names', () => {
  const host = newHost();
  const name = 'a name of a node that is much too long to stand in its box';
  drawNir(host, { nodes: [{ ...recurrent.nodes[0], name }], edges: [edge(name, 'lost')] }, { theme: 'light', width: 360, height: 70 });
  expect(drawingOf(host)!.marks[0].children).toHaveLength(0);
  const label = host.querySelector('.node-name')!.textContent!;
  expect(label).toMatch(/^a name of a node.*…$/);
  expect(label.length).toBeLessThan(40);
});
