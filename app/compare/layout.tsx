import type { ReactNode } from 'react';
import '../styles/notebook-figures.css';
import '../styles/page.css';
import '../styles/compare.css';

export default function CompareLayout({ children }: { children: ReactNode }) {
  return children;
}
