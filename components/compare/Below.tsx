'use client';
import { Around } from './Around';
import { Networks } from './Networks';
import { OneNeuron } from './OneNeuron';
import { OverTime } from './OverTime';
import { PairMatrix } from './PairMatrix';
import { PairNumbers } from './PairNumbers';
import { TakeAlong } from './TakeAlong';

/** What is below the rasters: measures, single neurons, tables, networks. */
export default function Below() {
  return (
    <>
      <div className="pair-wide">
        <PairMatrix />
        <PairNumbers />
      </div>
      <OverTime />
      <OneNeuron />
      <Around />
      <TakeAlong />
      <Networks />
    </>
  );
}
