/**
 * What a cell of JavaScript defines and what it needs of others, read off its syntax tree. Nothing is run.
 */
import { parse, type Node, type Program } from 'acorn';
import { ancestor, base } from 'acorn-walk';

/** Something wrong in a cell, with line (from 1) and column (from 1) where they are known. */
export class CellError extends Error {
  override readonly name: string = 'CellError';
  constructor(message: string, readonly line: number | null = null, readonly column: number | null = null) {
    super(message);
  }
}

export interface Analysis {
  /** A single expression: its value is shown. */
  readonly expression: { readonly start: number; readonly end: number } | null;
  /** Names defined at the top, for all cells. */
  readonly defines: readonly string[];
  /** Names that are used and not defined in the cell. */
  readonly needs: readonly string[];
}

type Pattern = Node & Record<string, unknown>;

/** Names that a pattern binds: `a`, `{ b, c: [d] }`, `...e`. */
function bound(pattern: Pattern | null): string[] {
  if (!pattern) return [];
  switch (pattern.type) {
    case 'Identifier':
      return [pattern.name as string];
    case 'ObjectPattern':
      return (pattern.properties as Pattern[]).flatMap((p) => bound((p.type === 'RestElement' ? p.argument : p.value) as Pattern));
    case 'ArrayPattern':
      return (pattern.elements as (Pattern | null)[]).flatMap(bound);
    case 'AssignmentPattern':
      return bound(pattern.left as Pattern);
    case 'RestElement':
      return bound(pattern.argument as Pattern);
    default:
      return [];
  }
}

const FUNCTION = /^(Function(Declaration|Expression)|ArrowFunctionExpression)$/;
const BLOCK = /^(Program|BlockStatement|For(In|Of)?Statement|SwitchStatement|StaticBlock)$/;

type Walk = (node: Node, state: unknown, visit: (node: Node, state: unknown, as?: string) => void) => void;
const acorns = base as unknown as Record<string, Walk>;
const loopWalk: Walk = (node, state, visit) => {
  const { left, right, body } = node as Pattern as unknown as Record<string, Node>;
  visit(left, state, left.type === 'VariableDeclaration' ? undefined : 'Pattern');
  visit(right, state, 'Expression');
  visit(body, state, 'Statement');
};
/** As acorn walks, but all that is given a value is seen as a pattern: `a++`, `for (a of b)` and `(a) = 1` too. */
const WALK: Record<string, Walk> = {
  ...acorns,
  ForInStatement: loopWalk,
  ForOfStatement: loopWalk,
  UpdateExpression: (node, state, visit) => visit((node as Pattern).argument as Node, state, 'Pattern'),
  Pattern: (node, state, visit) => (node.type === 'ParenthesizedExpression' ? visit((node as Pattern).expression as Node, state, 'Pattern') : acorns.Pattern(node, state, visit)),
};

function parseCell(source: string): Program {
  try {
    return parse(source, { ecmaVersion: 'latest', sourceType: 'module', allowAwaitOutsideFunction: true, locations: true, preserveParens: true });
  } catch (error) {
    const { message, loc } = error as Error & { loc?: { line: number; column: number } };
    throw new CellError(message.replace(/ \(\d+:\d+\)$/, ''), loc?.line ?? null, loc ? loc.column + 1 : null);
  }
}

/** Words that look like names and cannot be given to a function as parameters. */
const OF_THE_LANGUAGE = new Set(['arguments', 'undefined', 'eval']);

/**
 * Reads a cell.
 * @throws CellError where it is not JavaScript, imports a module, or assigns what another cell defines
 */
export function analyseCell(source: string): Analysis {
  const program = parseCell(source);
  const scopes = new Map<Node, Set<string>>();
  const scopeOf = (node: Node) => scopes.get(node) ?? (scopes.set(node, new Set()), scopes.get(node)!);
  const nearest = (ancestors: Node[], kind: RegExp) => [...ancestors].reverse().find((node) => kind.test(node.type) || FUNCTION.test(node.type)) ?? program;
  const declare = (scope: Node, names: string[]) => {
    // What a switch decides on lies outside the scope of its cases.
    const places = scope.type === 'SwitchStatement' ? ((scope as Pattern).cases as Node[]) : [scope];
    for (const place of places) names.forEach((name) => scopeOf(place).add(name));
  };
  /** Where a var belongs: a function's body, which the defaults of its parameters do not see. */
  const varScope = (ancestors: Node[]) => {
    const owner = nearest(ancestors, /^(Program|StaticBlock)$/);
    return FUNCTION.test(owner.type) ? ((owner as Pattern).body as Node) : owner;
  };
  const refuse = (node: Node, message: string): never => {
    throw new CellError(message, node.loc?.start.line ?? null, node.loc ? node.loc.start.column + 1 : null);
  };

  const functionScope = (node: Pattern, _state: unknown, ancestors: Node[]) => {
    declare(node, (node.params as Pattern[]).flatMap(bound));
    if (!node.id) return;
    declare(node.type === 'FunctionDeclaration' ? nearest(ancestors.slice(0, -1), BLOCK) : node, bound(node.id as Pattern));
  };
  const noModules = (node: Node) => refuse(node, 'A cell cannot load modules: it runs without a network. The functions of the app, d3 and Plot are at hand.');
  const visit = (handlers: Record<string, (node: Pattern, state: unknown, ancestors: Node[]) => void>) =>
    ancestor(program, handlers as Parameters<typeof ancestor>[1], WALK as unknown as typeof base);

  visit({
    FunctionDeclaration: functionScope,
    FunctionExpression: functionScope,
    ArrowFunctionExpression: functionScope,
    VariableDeclaration(node, _state, ancestors) {
      const scope = node.kind === 'var' ? varScope(ancestors.slice(0, -1)) : nearest(ancestors.slice(0, -1), BLOCK);
      declare(scope, (node.declarations as Pattern[]).flatMap((d) => bound(d.id as Pattern)));
    },
    ClassDeclaration: (node, _state, ancestors) => declare(nearest(ancestors.slice(0, -1), BLOCK), bound(node.id as Pattern)),
    ClassExpression: (node) => declare(node, bound(node.id as Pattern)),
    CatchClause: (node) => declare(node, bound(node.param as Pattern)),
    ImportDeclaration: noModules,
    ImportExpression: noModules,
    ExportAllDeclaration: noModules,
    MetaProperty: (node) => void ((node.meta as Pattern).name === 'import' && noModules(node)),
    ExportNamedDeclaration: (node) => refuse(node, 'A cell needs no export: what it defines at the top is there for all cells.'),
    ExportDefaultDeclaration: (node) => refuse(node, 'A cell needs no export: what it defines at the top is there for all cells.'),
  });

  const needs = new Set<string>();
  const isFree = (name: string, ancestors: Node[]) => !ancestors.some((node) => scopes.get(node)?.has(name));
  visit({
    Identifier(node, _state, ancestors) {
      const name = node.name as string;
      if (OF_THE_LANGUAGE.has(name) || !isFree(name, ancestors)) return;
      needs.add(name);
    },
    VariablePattern(node, _state, ancestors) {
      const name = node.name as string;
      if (isFree(name, ancestors)) refuse(node, `${name} is not defined in this cell, so it cannot be given a new value here.`);
    },
  });

  const [only] = program.body;
  const expression = program.body.length === 1 && only.type === 'ExpressionStatement' ? (only as unknown as { expression: Node }).expression : null;
  return {
    expression: expression && { start: expression.start, end: expression.end },
    defines: [...scopeOf(program)],
    needs: [...needs],
  };
}
