/** The Lab's stores, wired: a change of the Experiment asks for a run and is mirrored into the address bar. */
import { inputChannels } from '../engine/channels';
import { openEngine, type Engine } from '../engine/client';
import { decodeLink, encodeLink } from '../experiment/link';
import { defaultLayer } from '../experiment/schema';
import type { InputFile } from '../formats/readInput';
import { checkSizes, DEFAULT_LIMITS } from '../networks/sizes';
import { createExperimentStore } from './experimentStore';
import { fileKey } from './fileKey';
import { preferredBackend } from './preferences';
import { createRunStore } from './runStore';
import { createSelectionStore } from './selectionStore';
import { createTransport } from './transport';

export const experimentStore = createExperimentStore();
export const runStore = createRunStore();
export const selectionStore = createSelectionStore();

const shownSteps = () => runStore.getState().shown?.recording.steps ?? 0;
export const transport = createTransport(selectionStore, shownSteps);

/** Tells the reader what happened. */
export const notify = (text: string, { brief = false } = {}) => runStore.setState({ notice: { text, brief, of: experimentStore.getState().experiment } });

/** As `notify`, for a wish that could not be met. */
export const refuse = (error: unknown) => notify(`${error instanceof Error ? error.message : String(error)} The experiment stays as it was.`);

let engine: Engine | null = null;
export const getEngine = () => engine;

/** Files the reader brought, by the key that the Experiment names: what the engine holds of them. */
const files = new Map<string, FileFacts>();

export interface FileFacts {
  readonly name: string;
  readonly kind: InputFile['kind'];
  readonly notes: readonly string[];
  /** The arrays of a .npz file and the one on show. */
  readonly choices?: { readonly entries: readonly string[]; readonly entry: string };
}

export const fileFacts = (key: string): FileFacts | undefined => files.get(key);

export { fileKey };

function giveFile(key: string, file: InputFile): void {
  files.set(key, { name: file.name, kind: file.kind, notes: file.notes, choices: file.kind === 'array' ? file.choices : undefined });
  engine?.addFile(key, file);
}

/** Fetches what another page of this site left for the Experiment on show. */
async function fetchHandoff(): Promise<void> {
  const { source, file } = experimentStore.getState().experiment.input;
  if (source !== 'file' || file === '' || files.has(file)) return;
  const found = await (await import('./handoff')).takeHandoff(file).catch(() => null);
  if (!found) return;
  giveFile(file, found);
  // A new object, so that the page looks again and the run is made again.
  experimentStore.setState(({ experiment }) => ({ experiment: { ...experiment } }));
}

/** Puts a reader's file on the page. An array brings its own T; events are counted in the T at hand. */
export function showFile(file: InputFile, fingerprint: number): void {
  const key = fileKey(file.name, fingerprint);
  const steps = file.kind === 'array' ? file.matrix.steps : null;
  giveFile(key, file);
  experimentStore.getState().change((e) => ({
    ...e,
    steps: steps ?? e.steps,
    input: { ...e.input, source: 'file', file: key, encoder: 'direct' },
    layers: e.input.source === 'file' ? e.layers : [defaultLayer()],
  }));
}

/** The link's part after `#`. */
export const currentLink = () => encodeLink(experimentStore.getState().experiment);

const mirrorLink = () => window.history.replaceState(null, '', `#${currentLink()}`);

/** Reads the address bar; a bad link, or one that asks for too much, leaves the Experiment as it is, says why, and gives way to the link of what is shown. */
export function openLink(hash: string): void {
  const text = hash.replace(/^#/, '');
  if (text === '' || text === currentLink()) return;
  try {
    const { experiment, unknown } = decodeLink(text);
    checkSizes(experiment, inputChannels(experiment, null), DEFAULT_LIMITS);
    experimentStore.getState().change(() => experiment);
    if (unknown.length > 0) notify(`The link also says ${unknown.slice(0, 3).join(', ')}, which this version does not know.`);
  } catch (error) {
    refuse(error);
    mirrorLink();
  }
}

/** Starts the engine and keeps everything in step. Returns how to stop. */
export function startLab(): () => void {
  openLink(window.location.hash);
  const opened = openEngine({
    status: (status) => runStore.setState({ status }),
    result: (experiment, recording) => {
      const layers = recording.parallel.length;
      const { layer } = selectionStore.getState();
      if (layer >= layers) selectionStore.setState({ layer: layers - 1 });
      // A run of another Experiment than the notice was about: the reader has gone on.
      runStore.setState(({ notice }) => ({ shown: { experiment, recording }, error: null, notice: notice?.of === experiment ? notice : null }));
    },
    failed: (_experiment, error) => runStore.setState({ error }),
    progress: (progress) => runStore.setState({ progress }),
    notice: notify,
  });
  engine = opened;

  const run = () => opened.run(experimentStore.getState().experiment);
  let mirror: ReturnType<typeof setTimeout> | undefined;
  const unsubscribe = experimentStore.subscribe((state, before) => {
    if (state.experiment === before.experiment) return;
    if (state.experiment.steps !== before.experiment.steps) selectionStore.setState({ window: null, playhead: null, playing: false });
    run();
    clearTimeout(mirror);
    // Browsers refuse address changes that come too fast.
    mirror = setTimeout(mirrorLink, 250);
  });
  const onHash = () => {
    openLink(window.location.hash);
    void fetchHandoff();
  };
  window.addEventListener('hashchange', onHash);
  run();
  opened.start(preferredBackend());
  void fetchHandoff();

  return () => {
    unsubscribe();
    clearTimeout(mirror);
    window.removeEventListener('hashchange', onHash);
    opened.close();
    engine = null;
  };
}
