/**
 * Does one thing at a time; of those that wait only the newest is done. What comes in quicker than it can be answered is
 * passed over, and the last is always answered.
 */
export function newestWins<T>(work: (item: T) => Promise<unknown>): (item: T) => void {
  let busy = false;
  let next: { readonly item: T } | null = null;
  return function offer(item: T) {
    next = { item };
    if (busy) return;
    busy = true;
    void (async () => {
      while (next) {
        const { item: now } = next;
        next = null;
        await work(now).catch(() => undefined);
      }
      busy = false;
    })();
  };
}
