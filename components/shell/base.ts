/** Where the site lies below its host's root: '' or '/name'. Known when the site is built. */
export const base = process.env.NEXT_PUBLIC_BASE_PATH ?? '';
