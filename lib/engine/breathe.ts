const channel = new MessageChannel();
/** Several pieces of work may breathe at a time; each message wakes the one that waited longest. */
const waiting: (() => void)[] = [];
channel.port1.onmessage = () => waiting.shift()?.();

/** Lets a worker's waiting messages in; a timeout would be throttled. */
export const breathe = () =>
  new Promise<void>((resolve) => {
    waiting.push(resolve);
    channel.port2.postMessage(null);
  });
