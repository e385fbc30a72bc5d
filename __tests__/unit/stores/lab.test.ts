import { openEngine, type EngineEvents } from '@/lib/engine/client';
import { experimentStore, notify, openLink, runStore, startLab } from '@/lib/stores/lab';
import type { Recording } from '@/lib/recording/types';

jest.mock('@/lib/engine/client');

const setHash = (hash: string) => window.history.replaceState(null, '', hash);

describe('a link', () => {
  it('that is refused gives way to the link of what is shown', () => {
    setHash('#v=1&layers.0.threshold=0.8');
    openLink(window.location.hash);
    const { experiment } = experimentStore.getState();
    expect(experiment.layers[0].threshold).toBe(0.8);
    setHash('#v=1&steps=-3');
    openLink(window.location.hash);
    expect(experimentStore.getState().experiment).toBe(experiment);
    expect(window.location.hash).toBe('#v=1&layers.0.threshold=0.8');
    expect(runStore.getState().notice?.text).toContain('The experiment stays as it was.');
  });
});

describe('a notice', () => {
  let events: EngineEvents;
  let stop: () => void;
  beforeEach(() => {
    jest.mocked(openEngine).mockImplementation((given) => {
      events = given;
      return { start: jest.fn(), run: jest.fn(), addFile: jest.fn(), cancel: jest.fn(), loseContext: jest.fn(), tensors: jest.fn(), close: jest.fn() };
    });
    stop = startLab();
  });
  afterEach(() => stop());

  const answer = () => events.result(experimentStore.getState().experiment, { parallel: [{}] } as unknown as Recording);

  it('stays while the same experiment is run again, and goes with the next one that was asked for', () => {
    notify('The file has no numbers. The experiment stays as it was.');
    answer();
    expect(runStore.getState().notice?.text).toContain('no numbers');
    experimentStore.getState().change((e) => ({ ...e, seed: e.seed + 1 }));
    expect(runStore.getState().notice).not.toBeNull();
    answer();
    expect(runStore.getState().notice).toBeNull();
  });

  it('that the engine stopped stays, because no run follows', () => {
    events.notice('The engine stopped.');
    experimentStore.getState().change((e) => ({ ...e, seed: e.seed + 1 }));
    expect(runStore.getState().notice?.text).toBe('The engine stopped.');
  });
});
