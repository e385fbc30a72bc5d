/**
 * A registry may hold no packages for platforms other than its own. npm then leaves them out of the lock,
 * and `npm ci` refuses that lock on every machine. A stub entry is enough for both: npm finds the package
 * by name and version on the machines that want it.
 */
const PUBLIC_HOST = 'registry.npmjs.org';

const SYSTEMS = ['aix', 'android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32'];
const PROCESSORS = ['arm', 'arm64', 'ia32', 'loong64', 'mips64el', 'ppc64', 'riscv64', 's390x', 'wasm32', 'x64'];
/** Platform packages whose name does not say so. */
const KNOWN = { fsevents: { os: ['darwin'] } };

/** @returns {{ os?: string[], cpu?: string[], libc?: string[] } | null} what a platform package's name says; null for others */
export function platformOf(name) {
  if (KNOWN[name]) return KNOWN[name];
  const words = name.replace('linuxmusl', 'linux-musl').split(/[^a-z0-9]+/);
  const os = SYSTEMS.filter((system) => words.includes(system));
  const cpu = PROCESSORS.filter((processor) => words.includes(processor));
  if (os.length === 0 && cpu.length === 0) return null;
  const libc = words.some((word) => word.startsWith('musl'))
    ? ['musl']
    : words.some((word) => word.startsWith('gnu') || word === 'glibc')
      ? ['glibc']
      : [];
  return {
    ...(os.length > 0 ? { os } : {}),
    ...(cpu.length > 0 ? { cpu } : {}),
    ...(libc.length > 0 && os.includes('linux') ? { libc } : {}),
  };
}

/** Finds the entry that Node's resolution would give to `name`, asked for in `folder`. */
function resolve(packages, folder, name) {
  let at = folder;
  for (;;) {
    const entry = packages[`${at}/node_modules/${name}`.replace(/^\//, '')];
    if (entry || at === '') return entry ?? null;
    at = at.slice(0, Math.max(0, at.lastIndexOf('/node_modules/')));
  }
}

/**
 * @param lock parsed package-lock.json, version 3
 * @returns {{ parent: string, name: string, version: string }[]} optional dependencies that the lock lacks
 */
export function missingOptionals(lock) {
  const missing = [];
  for (const [parent, { optionalDependencies = {} }] of Object.entries(lock.packages)) {
    for (const [name, range] of Object.entries(optionalDependencies)) {
      const found = resolve(lock.packages, parent, name);
      const exact = /^\d/.test(range);
      if (!found || (exact && found.version !== range)) missing.push({ parent, name, version: range.replace(/^[\^~]/, '') });
    }
  }
  return missing;
}

/** @returns {string[]} the hosts other than the public registry that the lock sends npm to */
export function foreignHosts(lock) {
  const hosts = Object.values(lock.packages)
    .map(({ resolved }) => resolved)
    .filter((resolved) => /^https?:/.test(resolved ?? ''))
    .map((resolved) => new URL(resolved).host);
  return [...new Set(hosts)].filter((host) => host !== PUBLIC_HOST);
}

/**
 * @returns a copy of the lock with stubs for all platforms and with no other host named
 * @throws {Error} when a missing optional package's name tells no platform
 */
export function portable(lock) {
  const packages = {};
  for (const [folder, entry] of Object.entries(lock.packages)) {
    const { resolved, ...rest } = entry;
    const foreign = /^https?:/.test(resolved ?? '') && new URL(resolved).host !== PUBLIC_HOST;
    packages[folder] = foreign ? rest : entry;
  }
  for (const { parent, name, version } of missingOptionals(lock)) {
    const platform = platformOf(name);
    if (!platform) throw new Error(`${name}@${version} is missing from the lock and its name tells no platform: run npm install.`);
    const top = `node_modules/${name}`;
    const folder = packages[top] && packages[top].version !== version ? `${parent}/node_modules/${name}` : top;
    const dev = packages[parent]?.dev ? { dev: true } : {};
    packages[folder] = { version, ...dev, ...platform, optional: true };
  }
  const sorted = Object.entries(packages).sort(([a], [b]) => a.localeCompare(b, 'en'));
  return { ...lock, packages: Object.fromEntries(sorted) };
}
