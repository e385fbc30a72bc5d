/**
 * Lints the `{ file, code }` cases given as JSON on standard input with the project's own configuration,
 * and prints for each the ids of the rules it breaks. A process of its own: ESLint loads its
 * configuration with import(), which Jest's module system does not offer.
 */
import { text } from 'node:stream/consumers';
import { ESLint } from 'eslint';

const cases = JSON.parse(await text(process.stdin));
const eslint = new ESLint();
const broken = [];
for (const { file, code } of cases) {
  const [result] = await eslint.lintText(code, { filePath: file });
  broken.push(result.messages.map(({ ruleId, message }) => ruleId ?? message));
}
process.stdout.write(JSON.stringify(broken));
