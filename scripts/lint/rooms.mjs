/**
 * Which room may import which, and which packages live where. A room is a folder;
 * the longest matching folder wins, and a room may always import from itself.
 */
const LEAF = ['lib/recording', 'lib/numerics'];

/** @type {Record<string, string[]>} room → rooms it may import; a folder name ending in `/*` stands for all below it */
export const MAY_IMPORT = {
  app: ['components', 'lib/*'],
  components: ['lib/*'],
  'lib/stores': ['lib/*'],
  'lib/engine': [
    'lib/networks',
    'lib/neurons',
    'lib/numerics',
    'lib/numerics/tensors',
    'lib/experiment',
    'lib/recording',
    'lib/inputs',
    'lib/formats',
    'lib/datasets',
    'lib/nir',
    'lib/spiketrains',
  ],
  'lib/networks': ['lib/neurons', 'lib/numerics', 'lib/numerics/tensors', 'lib/experiment', 'lib/recording', 'lib/datasets'],
  'lib/neurons': ['lib/numerics', 'lib/numerics/tensors', 'lib/recording'],
  // The part of numerics that runs on tensors is a room of its own, so that figures and
  // file formats can use the rest without loading tfjs.
  'lib/numerics/tensors': ['lib/numerics'],
  'lib/numerics': [],
  'lib/recording': [],
  // The schema offers the neurons, waveforms and encoders that exist: it reads their names, not their code paths.
  'lib/experiment': [...LEAF, 'lib/neurons', 'lib/inputs'],
  'lib/reference': [...LEAF, 'lib/neurons', 'lib/numerics/tensors', 'lib/formats', 'lib/spiketrains'],
  'lib/inputs': LEAF,
  'lib/datasets': [...LEAF, 'lib/formats', 'lib/inputs'],
  'lib/formats': LEAF,
  'lib/spiketrains': LEAF,
  'lib/nir': [...LEAF, 'lib/formats', 'lib/experiment', 'lib/neurons', 'lib/networks'],
  'lib/figures': LEAF,
  // d3 and Plot are for cells' own drawings.
  'lib/notebook/library': [...LEAF, 'lib/notebook', 'lib/experiment', 'lib/engine', 'lib/networks', 'lib/neurons', 'lib/inputs', 'lib/formats', 'lib/figures', 'lib/spiketrains'],
  // What a notebook's cells may call is what the app is made of, less the page and the tensor backends.
  'lib/notebook': [...LEAF, 'lib/notebook/library', 'lib/experiment', 'lib/engine', 'lib/networks', 'lib/neurons', 'lib/inputs', 'lib/formats', 'lib/figures', 'lib/spiketrains'],
};

/** @type {{ packages: RegExp, rooms: string[] }[]} packages that only some rooms may import */
export const PACKAGE_HOMES = [
  { packages: /^@tensorflow\//, rooms: ['lib/numerics/tensors', 'lib/neurons', 'lib/networks', 'lib/engine', 'lib/reference'] },
  { packages: /^(react|react-dom|next)(\/|$)/, rooms: ['app', 'components'] },
  { packages: /^(d3|d3-[a-z-]+)(\/|$)/, rooms: ['lib/figures', 'lib/notebook/library'] },
];

/** Rooms that must run in Node with no DOM. */
export const DOM_FREE_ROOMS = [
  'lib/numerics',
  'lib/neurons',
  'lib/networks',
  'lib/experiment',
  'lib/recording',
  'lib/inputs',
  'lib/datasets',
  'lib/formats',
  'lib/spiketrains',
  'lib/nir',
];

/**
 * @param {string} path relative to the repository, with forward slashes
 * @returns {string | null} the room it lies in; null outside app, components and lib
 */
export function roomOf(path) {
  const [top, second] = path.split('/');
  if (!['app', 'components', 'lib'].includes(top)) return null;
  const rooms = Object.keys(MAY_IMPORT).filter((room) => path === room || path.startsWith(`${room}/`));
  return rooms.sort((a, b) => b.length - a.length)[0] ?? `${top}/${second}`;
}

/** @returns {boolean} whether a file of room `from` may import one of room `to` */
export function mayImport(from, to) {
  if (from === to) return true;
  return (MAY_IMPORT[from] ?? []).some((allowed) =>
    allowed.endsWith('/*') ? to.startsWith(allowed.slice(0, -1)) : to === allowed,
  );
}
