import { count } from '../numerics/words';
import type { GraphCheck } from './check';
import { kindOf } from './kinds';
import { shapeText, sizeOf, type NirGraph, type NirNode, type Shape } from './types';

/** A graph in words, to be drawn. */
export interface GraphSummary {
  /** In the order in which they take their turn in a step. */
  readonly nodes: readonly { readonly name: string; readonly type: string; readonly detail: string; readonly role: 'input' | 'spikes' | 'other' }[];
  /** `back`: it closes a circle and carries the value of the step before. */
  readonly edges: readonly { readonly from: string; readonly to: string; readonly back: boolean }[];
}

function detailOf({ type }: NirNode, input: Shape | null, output: Shape | null): string {
  const kind = kindOf(type);
  if (!output) return kind ? 'does not fit' : 'not known here';
  if (kind?.integrates) return output.length > 1 ? shapeText(output) : `${count(sizeOf(output))} neuron${sizeOf(output) === 1 ? '' : 's'}`;
  const [from, to] = [shapeText(input ?? output), shapeText(output)];
  if (from === to) return to;
  return output.length === 1 && input?.length === 1 ? `${from} → ${to}` : `→ ${to}`;
}

/** What each node is, what it gives, and which edges lead back. */
export function summariseGraph({ nodes, edges }: NirGraph, { inputs, outputs, order }: GraphCheck): GraphSummary {
  return {
    nodes: order.nodes.map((at) => {
      const node = nodes[at];
      const role = node.type === 'Input' ? 'input' : kindOf(node.type)?.spikes ? 'spikes' : 'other';
      return { name: node.name, type: node.type, detail: detailOf(node, inputs[at], outputs[at]), role };
    }),
    edges: edges.map(([from, to], i) => ({ from, to, back: order.delayed.has(i) })),
  };
}
