import { TestEnvironment as JsdomEnvironment } from 'jest-environment-jsdom';

/**
 * What every browser has, Node has too, and jsdom leaves out. Message ports stay out: Node's keep the
 * process alive, and React would schedule through them.
 */
const FROM_NODE = [
  'structuredClone',
  'TextEncoder',
  'TextDecoder',
  'TextDecoderStream',
  'ReadableStream',
  'WritableStream',
  'TransformStream',
  'CompressionStream',
  'DecompressionStream',
  'fetch',
  'Headers',
  'Request',
  'Response',
];

/** jsdom with the standard web globals that it lacks, taken from Node. */
export default class BrowserLikeEnvironment extends JsdomEnvironment {
  // In the constructor, because Jest runs the setup files before an environment's setup().
  constructor(config, context) {
    super(config, context);
    for (const name of FROM_NODE) {
      this.global[name] ??= globalThis[name];
    }
    Object.defineProperty(this.global, 'crypto', { value: globalThis.crypto, configurable: true });
  }
}
