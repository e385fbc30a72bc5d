import type { ReactNode } from 'react';
import '../styles/notebook.css';
import '../styles/notebook-figures.css';
import '../styles/notebook-cells.css';
import '../styles/notebook-narrow.css';

export default function NotebookLayout({ children }: { children: ReactNode }) {
  return children;
}
