import { format } from 'node:util';

/**
 * Fails a test that logs an error or a warning: React reports wrong keys, missing act() and hydration trouble
 * only there. A test that expects a message says so: `jest.spyOn(console, 'error').mockImplementation()`.
 */
const logged: string[] = [];

/** tfjs tells everyone on Node's CPU backend once to install the native one; that is no fault of a test. */
const EXPECTED = /running TensorFlow\.js in Node\.js/;

for (const level of ['error', 'warn'] as const) {
  console[level] = (...values: unknown[]) => {
    const text = format(...values);
    if (!EXPECTED.test(text)) logged.push(`console.${level}: ${text}`);
  };
}

function check(): void {
  if (logged.length === 0) return;
  const text = logged.splice(0).join('\n');
  throw new Error(`The test logged what a reader's console should not show.\n${text}`);
}

afterEach(check);
afterAll(check);
