'use client';
import type { ReactNode } from 'react';
import { base } from './base';
import { chooseTheme, useTheme } from './theme';

const PAGES = [
  { href: '/', label: 'Lab' },
  { href: '/train/', label: 'Train' },
  { href: '/compare/', label: 'Compare' },
  { href: '/notebook/', label: 'Notebook' },
  { href: '/about/', label: 'About' },
];

/** Pages are plain links: the site is static, and a router would weigh more than it saves. */
export function Header({ here, children }: { here: string; children?: ReactNode }) {
  const theme = useTheme();
  return (
    <header className="header">
      <a className="brand" href={`${base}/`}>Parallel Spikes</a>
      <nav aria-label="Pages">
        {PAGES.map(({ href, label }) => (
          <a key={href} href={base + href} aria-current={here === href ? 'page' : undefined}>{label}</a>
        ))}
      </nav>
      {children}
      <button type="button" className="icon-button" aria-label={theme === 'dark' ? 'Light theme' : 'Dark theme'} onClick={() => chooseTheme(theme === 'dark' ? 'light' : 'dark')}>
        <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true"><circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" strokeWidth="1.5" /><path d="M8 2a6 6 0 0 1 0 12z" fill="currentColor" /></svg>
      </button>
    </header>
  );
}
