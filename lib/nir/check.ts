import { shown } from '../formats/FormatError';
import { count } from '../numerics/words';
import { kindOf } from './kinds';
import { orderOf, type Order } from './order';
import { called, fits } from './parameters';
import { NIR_LIMITS, shapeText, sizeOf, type NirGraph, type Shape } from './types';

/** Whether a graph can be run, and what was found out about it. */
export interface GraphCheck {
  /** What keeps the graph from being run, a sentence each; of more than ten, the last says how many more. Empty where it can be run. */
  readonly problems: readonly string[];
  readonly order: Order;
  /** What each node takes and gives, in the order of `graph.nodes`; null where that is not known. */
  readonly inputs: readonly (Shape | null)[];
  readonly outputs: readonly (Shape | null)[];
}

/** Problems that are told; people mend the first ones and look again. */
const MOST_PROBLEMS = 10;

/** Each problem once, and the first ones of many. */
function told(problems: readonly string[]): string[] {
  const distinct = [...new Set(problems)];
  const more = distinct.length - MOST_PROBLEMS;
  return more > 0 ? [...distinct.slice(0, MOST_PROBLEMS), `And ${count(more)} more.`] : distinct;
}

const arrow = ([from, to]: readonly [string, string]): string => `“${shown(from)}” → “${shown(to)}”`;

/** What is wrong with names and edges, before any shape is looked at. */
function wiring({ nodes, edges }: NirGraph, { unreached }: Order): string[] {
  const problems: string[] = [];
  const types = new Map(nodes.map(({ name, type }) => [name, type]));
  if (types.size < nodes.length) problems.push('Two nodes of the graph have the same name.');
  if (!nodes.some(({ type }) => type === 'Input')) problems.push('The graph has no Input.');
  if (!nodes.some(({ type }) => type === 'Output')) problems.push('The graph has no Output.');
  const seen = new Set<string>();
  for (const edge of edges) {
    const lost = edge.find((name) => !types.has(name));
    if (lost !== undefined) problems.push(`The edge ${arrow(edge)} names “${shown(lost)}”, and there is no such node.`);
    if (types.get(edge[1]) === 'Input') problems.push(`The edge ${arrow(edge)} leads to an Input, which takes its values from outside.`);
    const key = JSON.stringify(edge);
    if (seen.has(key)) problems.push(`The edge ${arrow(edge)} is there twice.`);
    seen.add(key);
  }
  for (const place of unreached) problems.push(`${called(nodes[place])} is not reached from any Input.`);
  return problems;
}

/** Edges that lead to each node, as places in `graph.edges`. */
export function incoming({ nodes, edges }: NirGraph): number[][] {
  const place = new Map(nodes.map(({ name }, i) => [name, i]));
  const into: number[][] = nodes.map(() => []);
  edges.forEach(([, to], edge) => {
    const end = place.get(to);
    if (end !== undefined) into[end].push(edge);
  });
  return into;
}

/** Looks whether a graph is whole and its shapes fit: from the Inputs on, each node says what it makes of what it is given. */
export function checkGraph(graph: NirGraph): GraphCheck {
  const { nodes, edges } = graph;
  const order = orderOf(graph);
  const problems = wiring(graph, order);
  const place = new Map(nodes.map(({ name }, i) => [name, i]));
  const into = incoming(graph);
  const inputs: (Shape | null)[] = nodes.map(() => null);
  const outputs: (Shape | null)[] = nodes.map(() => null);

  for (const at of order.nodes) {
    const node = nodes[at];
    const kind = kindOf(node.type);
    if (!kind) {
      problems.push(`${called(node)} has a type that is not known here, so the graph cannot be run.`);
      continue;
    }
    const sources = into[at].filter((edge) => !order.delayed.has(edge)).flatMap((edge) => place.get(edges[edge][0]) ?? []);
    const given = node.type === 'Input' ? [] : sources.map((source) => outputs[source]).find((shape) => shape !== null);
    if (!given) continue;
    inputs[at] = given;
    try {
      const shape = kind.shape(node, given, sources.some((source) => nodes[source].type === 'Flatten'));
      if (sizeOf(shape) <= NIR_LIMITS.outputs) outputs[at] = shape;
      else problems.push(`${called(node)} would give ${count(sizeOf(shape))} values; the limit is ${count(NIR_LIMITS.outputs)}.`);
      if (node.type === 'Input') inputs[at] = shape;
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      problems.push(error.message);
    }
  }

  // Where several edges meet their values are added, so all must have one shape; those that lead back are known only now.
  nodes.forEach((node, at) => {
    const wanted = inputs[at];
    if (!wanted) return;
    for (const edge of into[at]) {
      const source = place.get(edges[edge][0]);
      const given = source === undefined ? null : outputs[source];
      if (given && !fits(wanted, given, nodes[source!].type === 'Flatten')) {
        problems.push(`The edge ${arrow(edges[edge])} brings ${shapeText(given)}, but ${called(node).replace('The', 'the')} takes ${shapeText(wanted)}.`);
      }
    }
  });
  return { problems: told(problems), order, inputs, outputs };
}

/** Whether no node of a graph knows of time: such files, of sinabs for one, mean one step by 1. */
export const countsInSteps = ({ nodes }: NirGraph): boolean =>
  nodes.every(({ parameters }) => !['tau', 'tau_mem', 'tau_syn', 'delay'].some((key) => Object.hasOwn(parameters, key)));
