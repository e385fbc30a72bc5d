'use client';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import type { ReactNode } from 'react';
import { chooseTheme, useTheme } from './theme';

const PAGES = [
  { href: '/', label: 'Lab' },
  { href: '/about/', label: 'About' },
];

export function Header({ children }: { children?: ReactNode }) {
  const path = usePathname();
  const theme = useTheme();
  return (
    <header className="header">
      <Link className="brand" href="/" prefetch={false}>Parallel Spikes</Link>
      <nav aria-label="Pages">
        {PAGES.map(({ href, label }) => (
          <Link key={href} href={href} prefetch={false} aria-current={path === href ? 'page' : undefined}>{label}</Link>
        ))}
      </nav>
      {children}
      <button type="button" className="icon-button" aria-label={theme === 'dark' ? 'Light theme' : 'Dark theme'} onClick={() => chooseTheme(theme === 'dark' ? 'light' : 'dark')}>
        <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true"><circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" strokeWidth="1.5" /><path d="M8 2a6 6 0 0 1 0 12z" fill="currentColor" /></svg>
      </button>
    </header>
  );
}
