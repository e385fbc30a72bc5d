import type { Metadata, Viewport } from 'next';
import type { ReactNode } from 'react';
import '@fontsource-variable/source-sans-3';
import '@fontsource-variable/source-serif-4';
import 'katex/dist/katex.min.css';
import './styles/base.css';
import './styles/lab.css';
import './styles/controls.css';
import './styles/figures.css';
import './styles/narrow.css';
import { palettes, type Theme } from '@/lib/figures/palette';

export const metadata: Metadata = {
  title: { default: 'Parallel Spikes — the Lab', template: '%s — Parallel Spikes' },
  description:
    'Run small PSU, IPSU and RPSU networks in your browser beside a sequential LIF neuron, and see every number.',
};

export const viewport: Viewport = { width: 'device-width', initialScale: 1, themeColor: palettes.light.paper };

/** The figures' colours as CSS variables, so that page and pictures share one palette. */
function variables(theme: Theme): string {
  const { paper, ink, muted, axis, grid, lif, parallel, both, charge, reset } = palettes[theme];
  return Object.entries({ paper, ink, muted, axis, grid, lif, parallel, both, charge, reset })
    .map(([name, value]) => `--${name}:${value}`)
    .join(';');
}

const colours = `:root{${variables('light')};color-scheme:light}
@media (prefers-color-scheme:dark){:root:not([data-theme=light]){${variables('dark')};color-scheme:dark}}
:root[data-theme=dark]{${variables('dark')};color-scheme:dark}`;

/** Before the first paint: a theme chosen earlier on this device. */
const chosenTheme = `try{var t=localStorage.getItem('theme');if(t)document.documentElement.dataset.theme=t}catch(e){}`;

export default function RootLayout({ children }: { children: ReactNode }) {
  return (
    <html lang="en" suppressHydrationWarning>
      <head>
        <style dangerouslySetInnerHTML={{ __html: colours }} />
        <script dangerouslySetInnerHTML={{ __html: chosenTheme }} />
      </head>
      <body>{children}</body>
    </html>
  );
}
