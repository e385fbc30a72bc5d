import { readFigure, readViews, stepState, type FigureState } from '@/lib/notebook/cells/figureCell';
import { VIEWS } from '@/lib/notebook/views';
import { fenced } from './fenced';

const figure = (...lines: string[]) => readFigure(fenced('figure', 'leak', lines));
const base: FigureState = { link: 'v=1&steps=48', views: [{ view: 'trace' }], neuron: 1, layer: 0, cell: null, playhead: 4 };

describe('a figure cell', () => {
  test('says its experiment, views, places and caption', () => {
    const read = figure(
      'experiment: v=1&steps=48', 'views: trace, membrane.parallel, spikes.lif', 'neuron: 3', 'layer: 0',
      'cell: 5 2 lif', 'playhead: 7', 'caption: The charge *forgets*.',
    );
    expect(read).toEqual({
      name: 'leak', caption: 'The charge *forgets*.', problems: [],
      state: {
        link: 'v=1&steps=48', neuron: 3, layer: 0, cell: { step: 5, neuron: 2, side: 'baseline' }, playhead: 7,
        views: [{ view: 'trace' }, { view: 'membrane', side: 'parallel' }, { view: 'spikes', side: 'baseline' }],
      },
    });
  });

  test('that says nothing shows the membrane of the default experiment', () => {
    expect(figure().state).toEqual({ link: 'v=1', views: [{ view: 'membrane' }], neuron: 0, layer: 0, cell: null, playhead: null });
  });

  test.each([
    ['5', { step: 5, neuron: 0, side: 'parallel' }],
    ['5 2', { step: 5, neuron: 2, side: 'parallel' }],
    ['5, 2, baseline', { step: 5, neuron: 2, side: 'baseline' }],
    ['none', null],
    ['', null],
  ])('reads the cell "%s"', (text, cell) => {
    expect(figure(`cell: ${text}`)).toMatchObject({ state: { cell }, problems: [] });
  });

  test('shows all steps for the playhead "all"', () => {
    expect(figure('playhead: 3', 'playhead: all').state.playhead).toBeNull();
  });

  test('reports what it does not understand with its line, and keeps the rest', () => {
    const { state, problems } = figure(
      'experiment: v=1&steps=many', 'views: membrane, film', 'neuron: -1', 'cell: 5 0 left', 'playhead: 2.5', 'colour: red', 'layer: 1',
    );
    expect(problems.map(({ line }) => line).sort((a, b) => a - b)).toEqual([11, 12, 13, 14, 15, 16]);
    const said = new Map(problems.map(({ line, message }) => [line, message]));
    expect(said.get(11)).toMatch(/^experiment: .*"steps" should be a number, but it says "many"/);
    expect(said.get(12)).toMatch(/^views: "film" is not a view; there are input, charge/);
    expect(said.get(13)).toMatch(/^neuron: .* whole number from 0 to 4096, not "-1"/);
    expect(said.get(14)).toMatch(/^cell: "left" is not a side/);
    expect(said.get(15)).toMatch(/^playhead: .* not "2.5"/);
    expect(said.get(16)).toMatch(/"colour" means nothing here/);
    expect(state).toEqual({ link: 'v=1', views: [{ view: 'membrane' }], neuron: 0, layer: 1, cell: null, playhead: null });
  });
});

describe('views', () => {
  test('are all known by their names', () => {
    expect(readViews(VIEWS.join(' ,')).map(({ view }) => view)).toEqual([...VIEWS]);
  });

  test.each(['membrane.', 'membrane.left', 'membrane.constructor', 'membrane.__proto__', 'membrane.lif.lif', 'Membrane', 'constructor'])('do not know "%s"', (word) => {
    expect(() => readViews(word)).toThrow(/is not a (view|side)/);
  });
});

test.each(['constructor', 'toString', '__proto__'])('"%s" is no side of a cell', (side) => {
  expect(figure(`cell: 1 0 ${side}`).problems).toEqual([{ line: 11, message: expect.stringContaining('is not a side') }]);
});

describe('a step of the text', () => {
  test('changes the experiment on top of the figure’s own', () => {
    expect(stepState(base, 'layers.0.tau=8&input.mean=0.5')).toEqual({ ...base, link: 'v=1&steps=48&layers.0.tau=8&input.mean=0.5' });
    expect(stepState(base, 'steps=12').link).toBe('v=1&steps=48&steps=12');
  });

  test('changes what is looked at and leaves the experiment', () => {
    expect(stepState(base, 'views=membrane.lif,spikes&neuron=2&layer=0&cell=5+0+lif&playhead=all')).toEqual({
      link: base.link, neuron: 2, layer: 0, cell: { step: 5, neuron: 0, side: 'baseline' }, playhead: null,
      views: [{ view: 'membrane', side: 'baseline' }, { view: 'spikes' }],
    });
    expect(stepState(base, 'cell=5%200').cell).toEqual({ step: 5, neuron: 0, side: 'parallel' });
  });

  test('of nothing is the figure’s own state', () => {
    expect(stepState(base, '')).toEqual(base);
  });

  test('leaves the state it begins with alone', () => {
    const frozen = Object.freeze({ ...base });
    stepState(frozen, 'neuron=3&steps=12');
    expect(frozen).toEqual(base);
  });

  test.each([
    ['layers.0.tau=slow', /"layers\.0\.tau" should be a number/],
    ['steps=0', /steps/i],
    ['views=film', /"film" is not a view/],
    ['neuron=x', /neuron must be a whole number/],
    ['cell=-1', /the cell’s step must be a whole number/],
    ['playhead=', /playhead must be a whole number/],
    ['input.file=%E0%A4%A', /damaged/],
    ['cell=%E0%A4%A', /damaged/],
  ])('is refused in a sentence: %s', (query, sentence) => {
    expect(() => stepState(base, query)).toThrow(sentence);
  });
});
