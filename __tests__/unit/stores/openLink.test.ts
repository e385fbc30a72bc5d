import { experimentStore, openLink, runStore } from '@/lib/stores/lab';

const notice = () => runStore.getState().notice?.text;

describe('openLink', () => {
  it('opens what can be run', () => {
    openLink('#v=1&steps=20&layers.0.tau=4');
    expect(experimentStore.getState().experiment).toMatchObject({ steps: 20, layers: [{ tau: 4 }] });
    expect(notice()).toBeUndefined();
  });

  it.each<[string, string, RegExp]>([
    ['a number beyond its range', 'v=1&steps=5000', /^Time steps T must be a whole number from 1 to 4096\./],
    ['a damaged figure', 'v=1&input.source=digit&input.bitmap=zzzz', /^The drawn figure in the link is damaged/],
    ['more memory than there is', 'v=1&steps=4096&input.neurons=4096&layers=3', /^This run would keep .* MB; the limit here is 1,500 MB\./],
    ['more work than can be waited for', 'v=1&steps=4096&input.neurons=3000&layers.0.neuron=exact-lif&layers.0.sweeps=4096', /^This run would take 403 billion multiply–adds/],
    ['more pixels than channels', 'v=1&input.source=sample&input.pixels=64&input.polarity=separate', /channels; the limit is 4096/],
  ])('leaves the Experiment as it was for %s', (_name, link, sentence) => {
    const before = experimentStore.getState();
    openLink(`#${link}`);
    expect(experimentStore.getState().experiment).toBe(before.experiment);
    expect(experimentStore.getState().past).toBe(before.past);
    expect(notice()).toMatch(sentence);
    expect(notice()).toMatch(/The experiment stays as it was\.$/);
  });
});
