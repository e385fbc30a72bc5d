/**
 * Quiet stand-ins for what jsdom has no layout or pixels for. Tests of drawing that need more
 * bring their own; tests with `@jest-environment node` have no window and skip all of this.
 */
class QuietObserver {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
  takeRecords(): [] {
    return [];
  }
}

function readAsArrayBuffer(blob: Blob): Promise<ArrayBuffer> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result as ArrayBuffer);
    reader.onerror = () => reject(reader.error);
    reader.readAsArrayBuffer(blob);
  });
}

if (typeof window !== 'undefined') {
  Object.assign(window, {
    ResizeObserver: QuietObserver,
    IntersectionObserver: QuietObserver,
    matchMedia: (media: string) => Object.assign(new EventTarget(), { media, matches: false, onchange: null }),
  });
  // jsdom reports an error when a canvas is asked for a context; a browser without one answers null.
  HTMLCanvasElement.prototype.getContext = () => null;
  Element.prototype.scrollIntoView = () => {};
  Blob.prototype.arrayBuffer = function arrayBuffer(this: Blob) {
    return readAsArrayBuffer(this);
  };
  Blob.prototype.stream = function stream(this: Blob) {
    return new ReadableStream({
      start: async (controller) => {
        controller.enqueue(new Uint8Array(await readAsArrayBuffer(this)));
        controller.close();
      },
    });
  };
  Blob.prototype.text = async function text(this: Blob) {
    return new TextDecoder().decode(await readAsArrayBuffer(this));
  };
}

export {};
