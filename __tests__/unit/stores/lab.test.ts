import { experimentStore, openLink, runStore } from '@/lib/stores/lab';

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
    expect(JSON.stringify(runStore.getState().notice)).toContain('The experiment stays as it was.');
  });
});
