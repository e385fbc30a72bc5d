/**
 * A static site: `next build` writes ./out, which any file host can serve.
 * BASE_PATH is set when the site lives below a host's root, such as /parallel-spikes.
 */
const basePath = process.env.BASE_PATH ?? '';

/** @type {import('next').NextConfig} */
module.exports = {
  output: 'export',
  trailingSlash: true,
  images: { unoptimized: true },
  basePath,
  env: { NEXT_PUBLIC_BASE_PATH: basePath, NEXT_PUBLIC_VERSION: require('./package.json').version },
  reactStrictMode: true,
  // Types are checked by `npm test`, tests included; a visitor's build need not wait for them.
  typescript: { ignoreBuildErrors: true },
};
