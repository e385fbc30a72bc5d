/**
 * Seeded random numbers: the same seed and label give the same stream everywhere.
 *
 * Generator: sfc32 (small fast counter, 128 bits of state, Doty-Humphrey's PractRand), seeded from
 * (seed, label) through a 32-bit avalanche hash, so that streams of different labels are independent.
 */
export interface Random {
  /** Uniform in [0, 1), 32 bits of resolution. */
  uniform(): number;
  /** Standard normal N(0, 1) by the Box–Muller transform. */
  normal(): number;
  /** Uniform integer in [0, below). */
  integer(below: number): number;
}

/** Avalanche step of a 32-bit hash (xor-shift-multiply). */
function avalanche(h: number): number {
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

function hashLabel(label: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < label.length; i++) h = Math.imul(h ^ label.charCodeAt(i), 0x01000193);
  return avalanche(h);
}

/**
 * An independent stream for one purpose.
 * @param seed any unsigned 32-bit integer, the Experiment's seed
 * @param label what the numbers are for, such as `weights/0`
 */
export function randomStream(seed: number, label: string): Random {
  const mixed = avalanche((seed >>> 0) ^ hashLabel(label));
  let a = mixed;
  let b = avalanche(mixed ^ 0x9e3779b9);
  let c = avalanche(hashLabel(label) ^ 0x7f4a7c15);
  let counter = 1;
  let spare = Number.NaN;

  function next(): number {
    const t = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + t) | 0;
    return t >>> 0;
  }
  for (let i = 0; i < 12; i++) next();

  const uniform = () => next() / 4294967296;
  return {
    uniform,
    normal() {
      if (!Number.isNaN(spare)) {
        const value = spare;
        spare = Number.NaN;
        return value;
      }
      const radius = Math.sqrt(-2 * Math.log(1 - uniform()));
      const angle = 2 * Math.PI * uniform();
      spare = radius * Math.sin(angle);
      return radius * Math.cos(angle);
    },
    integer: (below) => Math.floor(uniform() * below),
  };
}
