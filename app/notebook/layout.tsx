import type { ReactNode } from 'react';
import '../styles/notebook.css';

export default function NotebookLayout({ children }: { children: ReactNode }) {
  return children;
}
