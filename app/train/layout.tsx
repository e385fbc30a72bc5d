import type { ReactNode } from 'react';
import '../styles/notebook-figures.css';
import '../styles/page.css';
import '../styles/train.css';
import '../styles/train-live.css';

export default function TrainLayout({ children }: { children: ReactNode }) {
  return children;
}
