'use client';
import type { Experiment } from '@/lib/experiment/schema';
import { InputControls } from './InputControls';
import { BaselineControls, NetworkControls } from './NetworkControls';

/** Everything about the run that can be set: neurons, network, input, baseline. */
export default function Settings({ experiment }: { experiment: Experiment }) {
  return (
    <>
      <NetworkControls experiment={experiment} />
      <InputControls experiment={experiment} />
      <BaselineControls experiment={experiment} />
    </>
  );
}
