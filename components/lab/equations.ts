/** The equation of every neuron, rendered once at build time. Terms wear the colour of their row. */
import katex from 'katex';

const charge = (s: string) => `\\htmlClass{term-charge}{${s}}`;
const reset = (s: string) => `\\htmlClass{term-reset}{${s}}`;
const fire = 'S = \\Theta(H-\\theta)';

const SOURCES: Record<string, string> = {
  psu: `H = ${charge('A\\,X')} - ${reset('\\theta\\,R\\,\\sigma(A\\,X)')},\\quad ${fire}`,
  ipsu: `H = ${charge('\\tilde W X + b')} - ${reset('R\\,X')},\\quad ${fire}`,
  rpsu: `H = ${charge('A\\,X')} - ${reset('R\\,\\sigma(\\tilde W X + b)')},\\quad ${fire}`,
  ppsu: `H = ${charge('\\tilde W X + b')} - ${reset('R\\,\\sigma(\\tilde W X + b)')},\\quad ${fire}`,
  'exact-lif': `S \\leftarrow \\Theta(${charge('A\\,X')} - ${reset('\\theta\\,R\\,S')} - \\theta),\\quad K\\ \\text{times}`,
  'psu-sweeps': `S \\leftarrow \\Theta(${charge('A\\,X')} - ${reset('\\theta\\,R\\,S')} - \\theta),\\quad S^{0}\\ \\text{from PSU}`,
  'reset-free': `H = ${charge('A\\,X')},\\quad ${fire}`,
  spsn: `H = \\sigma(${charge('A\\,X')}),\\quad S \\sim \\mathrm{Bernoulli}(H)`,
  psn: `H = ${charge('W X + b')},\\quad S = \\Theta(H)`,
  'masked-psn': `H = ${charge('(M_k\\odot W)\\,X + b')},\\quad S = \\Theta(H)`,
  'sliding-psn': `H_t = ${charge('\\textstyle\\sum_{i<k} w_i\\,X_{t-k+1+i} + b')},\\quad S = \\Theta(H)`,
  lif: `H_t = ${charge('(1-\\tfrac1\\tau)V_{t-1} + \\tfrac1\\tau X_t')},\\quad S_t = \\Theta(H_t-\\theta),\\quad V_t = H_t - ${reset('\\theta S_t')}`,
  if: `H_t = ${charge('V_{t-1} + X_t')},\\quad S_t = \\Theta(H_t-\\theta),\\quad V_t = H_t - ${reset('\\theta S_t')}`,
  plif: `H_t = ${charge('(1-\\sigma(w))V_{t-1} + \\sigma(w) X_t')},\\quad V_t = H_t - ${reset('\\theta S_t')}`,
};

/** Equations as HTML with MathML, by neuron. */
export function renderEquations(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(SOURCES).map(([kind, source]) => [
      kind,
      katex.renderToString(source, { output: 'htmlAndMathml', strict: false, trust: ({ command }) => command === '\\htmlClass' }),
    ]),
  );
}
