import { startAutosave, type AutosaveOptions } from '@/lib/stores/autosave';
import type { OpenNotebook } from '@/lib/stores/notebook';

export type Keeping = ReturnType<typeof keepWhileOpen>;

/** Autosave for as long as the page is open; what waits is saved when the page is hidden or left. */
export function keepWhileOpen(notebook: OpenNotebook, options: AutosaveOptions) {
  const saving = startAutosave(notebook, options);
  const flush = () => void saving.flush();
  window.addEventListener('pagehide', flush);
  document.addEventListener('visibilitychange', flush);
  return {
    ...saving,
    stop() {
      window.removeEventListener('pagehide', flush);
      document.removeEventListener('visibilitychange', flush);
      saving.stop();
    },
  };
}
