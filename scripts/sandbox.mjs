/** Writes public/sandbox/*.js, which `next build` and `next dev` serve. */
import { buildSandbox } from './lib/sandbox.mjs';

await buildSandbox();
