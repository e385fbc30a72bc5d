import type { Metadata } from 'next';
import { Train } from '@/components/train/Train';

export const metadata: Metadata = {
  title: 'Train',
  description: 'Train the same small spiking network with LIF, PSU, IPSU, RPSU, PPSU and PSN side by side, in your browser.',
};

export default function TrainPage() {
  return <Train />;
}
