import type { Metadata } from 'next';
import { Compare } from '@/components/compare/Compare';

export const metadata: Metadata = {
  title: 'Compare',
  description: 'Put spike rasters from any simulator or file side by side, see where they part, and measure by how much, in your browser.',
};

export default function ComparePage() {
  return <Compare />;
}
