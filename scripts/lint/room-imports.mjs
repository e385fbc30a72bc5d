import path from 'node:path';
import { MAY_IMPORT, PACKAGE_HOMES, mayImport, roomOf } from './rooms.mjs';

/** @returns {string | null} the imported file, relative to the repository; null for a package */
function localTarget(specifier, directory) {
  if (specifier.startsWith('@/')) return specifier.slice(2);
  if (specifier.startsWith('.')) return path.posix.join(directory, specifier);
  return null;
}

/** @returns {string | null} what is wrong with the import, or null */
function complaint(room, directory, specifier) {
  const target = localTarget(specifier, directory);
  if (target === null) {
    const home = PACKAGE_HOMES.find(({ packages }) => packages.test(specifier));
    if (!home || home.rooms.includes(room)) return null;
    return `${room} may not import ${specifier}: it belongs in ${home.rooms.join(', ')}.`;
  }
  const targetRoom = roomOf(target);
  if (targetRoom === null || mayImport(room, targetRoom)) return null;
  return `${room} may not import ${targetRoom}. The rooms are listed in scripts/lint/rooms.mjs.`;
}

/** ESLint rule: every import, export-from, import() and worker URL keeps to the table of rooms. */
const roomImports = {
  meta: { type: 'problem', schema: [] },
  create(context) {
    const file = path.relative(context.cwd, context.filename).split(path.sep).join('/');
    const room = roomOf(file);
    if (room === null) return {};
    if (!(room in MAY_IMPORT)) {
      return {
        Program: (node) => context.report({ node, message: `${room} is not a room: add it to scripts/lint/rooms.mjs.` }),
      };
    }
    const directory = path.posix.dirname(file);
    const check = (source) => {
      if (typeof source?.value !== 'string') return;
      const message = complaint(room, directory, source.value);
      if (message) context.report({ node: source, message });
    };
    return {
      ImportDeclaration: (node) => check(node.source),
      ExportNamedDeclaration: (node) => check(node.source),
      ExportAllDeclaration: (node) => check(node.source),
      ImportExpression: (node) => check(node.source),
      TSImportType: (node) => check(node.source),
      'CallExpression[callee.name="require"]': (node) => check(node.arguments[0]),
      'NewExpression[callee.name="URL"]': (node) => {
        // Only `new URL('./x.worker.ts', import.meta.url)` names a module.
        if (node.arguments[1]?.type === 'MemberExpression') check(node.arguments[0]);
      },
    };
  },
};

export default { rules: { 'room-imports': roomImports } };
